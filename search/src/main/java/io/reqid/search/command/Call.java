package io.reqid.search.command;

import io.reqid.search.report.Printable;
import io.reqid.search.report.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One call of the command: what was asked for, and where the answer goes. For one thread. */
final class Call implements AutoCloseable {
    private final Arguments arguments;
    private final Surroundings surroundings;
    private final Messages messages;
    private final Output out;
    private final ProgressLine progress;

    Call(Arguments arguments, Surroundings surroundings, Messages messages) {
        this.arguments = arguments;
        this.surroundings = surroundings;
        this.messages = messages;
        this.out = new Output(surroundings.out());
        this.progress = new ProgressLine(
                surroundings.err(), surroundings.terminal().columns(), new SystemClock(), surroundings.atExit());
        messages.before(new Runnable() {
            @Override
            public void run() {
                progress.clear();
            }
        });
    }

    private static final class SystemClock implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }

    /** {@return the exit code of what was asked for, as far as it is not known to be partial} */
    int run() throws IOException, UsageException {
        if (arguments.has(Flag.VERSION)) {
            print(version() + "\n");
            return ExitCode.FOUND;
        }
        if (arguments.has(Flag.HELP)) {
            return help(arguments.command());
        }
        return switch (arguments.command()) {
            case SEARCH -> SearchCommand.run(this);
            case FIND -> FindCommand.run(this);
            case TOP -> TopCommand.run(this);
            case FOLLOW -> FollowCommand.run(this);
            case INDEX -> IndexCommand.run(this);
            case FORMATS -> FormatsCommand.run(this);
            case COMPLETION -> {
                print(Completion.script(arguments.words()));
                yield ExitCode.FOUND;
            }
            case HELP -> help(helpedCommand());
        };
    }

    private Command helpedCommand() throws UsageException {
        if (arguments.words().isEmpty()) {
            return Command.SEARCH;
        }
        String word = arguments.words().get(0);
        Command command = Command.named(word);
        if (command == null) {
            Optional<String> nearest = Nearest.to(word, Command.names());
            throw new UsageException("no sub-command \"" + Printable.text(word) + "\""
                    + (nearest.isPresent() ? "; did you mean " + nearest.get() + "?" : "") + " There are: "
                    + String.join(", ", Command.names()));
        }
        return command;
    }

    private int help(Command command) throws IOException {
        print(Help.of(command, surroundings.terminal().columns(), colored()));
        return ExitCode.FOUND;
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "reqid " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version();
    }

    Arguments arguments() {
        return arguments;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Messages messages() {
        return messages;
    }

    Output out() {
        return out;
    }

    /** {@return what is told how far the search is} */
    Progress progress() {
        boolean shown =
                surroundings.terminal().error() && !arguments.has(Flag.NO_PROGRESS) && !arguments.has(Flag.QUIET);
        return shown ? progress : Progress.NONE;
    }

    /** Takes the progress bar away: what follows is the answer. */
    void searched() {
        progress.close();
    }

    /** {@return whether standard output is to be coloured: see https://no-color.org} */
    boolean colored() {
        return switch (arguments.value(Flag.COLOR).orElse("auto")) {
            case "always" -> true;
            case "never" -> false;
            default ->
                surroundings.terminal().output()
                        && surroundings.env().getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(surroundings.env().get("TERM"));
        };
    }

    void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what is left of the answer. */
    void finish() throws IOException {
        progress.close();
        out.flush();
    }

    @Override
    public void close() {
        progress.close();
        messages.finish();
    }
}
