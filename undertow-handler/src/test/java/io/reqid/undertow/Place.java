package io.reqid.undertow;

/**
 * One place where user code, or Undertow for it, can log.
 *
 * @param alone what is expected with {@link RequestIdHandler} and nothing else
 * @param wrapped what is expected when the place also uses the opt-in wrapper that is meant for it
 */
record Place(String name, Seen alone, Seen wrapped, boolean http1Only, Scenario scenario) {
    /** What a line shows. */
    enum Seen {
        RIGHT,
        MISSING,
        WRONG
    }

    /** Makes the place log its line. */
    interface Scenario {
        void run(Stage stage) throws Exception;
    }

    static Place right(String name, Scenario scenario) {
        return new Place(name, Seen.RIGHT, Seen.RIGHT, false, scenario);
    }

    /** A place that needs its wrapper. */
    static Place optIn(String name, Scenario scenario) {
        return new Place(name, Seen.MISSING, Seen.RIGHT, false, scenario);
    }

    static Place missing(String name, Scenario scenario) {
        return new Place(name, Seen.MISSING, Seen.MISSING, false, scenario);
    }

    Place http1() {
        return new Place(name, alone, wrapped, true, scenario);
    }

    @Override
    public String toString() {
        return name;
    }
}
