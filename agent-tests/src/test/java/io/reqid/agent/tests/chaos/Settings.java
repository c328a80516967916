package io.reqid.agent.tests.chaos;

/**
 * What the arguments say.
 *
 * @param lines how many lines to check at least
 * @param seed what decides the graphs
 * @param limitSeconds after how long the run is taken to hang
 * @param parallelism of the common pool
 * @param track whether async ids are drawn
 */
record Settings(long lines, long seed, long limitSeconds, String parallelism, boolean track) {
    private static final Settings DEFAULT = new Settings(1_000_000, System.nanoTime(), 300, "3", false);

    static Settings parse(String[] arguments) {
        Settings settings = DEFAULT;
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            settings = settings.with(pair[0], pair.length == 2 ? pair[1] : "");
        }
        return settings;
    }

    private Settings with(String key, String value) {
        return switch (key) {
            case "--lines" -> new Settings(Long.parseLong(value), seed, limitSeconds, parallelism, track);
            case "--seed" -> new Settings(lines, Long.parseLong(value), limitSeconds, parallelism, track);
            case "--limit" -> new Settings(lines, seed, Long.parseLong(value), parallelism, track);
            case "--parallelism" -> new Settings(lines, seed, limitSeconds, value, track);
            case "--track" -> new Settings(lines, seed, limitSeconds, parallelism, true);
            default ->
                throw new IllegalArgumentException("'" + key + "' is none of --lines=N, --seed=N, --limit=SECONDS,"
                        + " --parallelism=N (of the common pool), --track");
        };
    }
}
