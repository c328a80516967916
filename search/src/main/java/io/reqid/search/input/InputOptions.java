package io.reqid.search.input;

import io.reqid.search.report.Printable;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * How paths are understood. Immutable.
 */
public final class InputOptions {
    private final List<ServiceRule> services;
    private final InputStream standardInput;

    private InputOptions(List<ServiceRule> services, InputStream standardInput) {
        this.services = List.copyOf(services);
        this.standardInput = standardInput;
    }

    /** {@return options that name no service and read the process's standard input for {@code -}} */
    public static InputOptions standard() {
        return new InputOptions(List.of(), System.in);
    }

    /**
     * {@return the same, with another stream read for {@code -}}
     *
     * @param stream what is read; closed after it
     */
    public InputOptions withStandardInput(InputStream stream) {
        return new InputOptions(services, stream);
    }

    /**
     * {@return the same, with one rule more that names the service of files}
     *
     * @param rule {@code NAME=GLOB}; a glob with a {@code /} is held against the whole path as given and against its end,
     *     one without against the file's name; the first rule that fits a file counts
     * @throws IllegalArgumentException if the rule has no name, no {@code =} or no valid glob
     */
    public InputOptions withService(String rule) {
        List<ServiceRule> more = new ArrayList<>(services);
        more.add(ServiceRule.parse(rule));
        return new InputOptions(more, standardInput);
    }

    Optional<String> serviceOf(Path path) {
        for (ServiceRule rule : services) {
            if (rule.fits(path)) {
                return Optional.of(rule.name());
            }
        }
        return Optional.empty();
    }

    InputStream standardInput() {
        return standardInput;
    }

    private record ServiceRule(String name, List<PathMatcher> globs, boolean wholePath) {
        static ServiceRule parse(String rule) {
            int equals = rule.indexOf('=');
            if (equals < 1 || equals == rule.length() - 1) {
                throw new IllegalArgumentException(
                        "a service is told as NAME=GLOB, for example storefront=logs/shop*.log, got "
                                + Printable.text(rule));
            }
            String glob = rule.substring(equals + 1);
            try {
                boolean wholePath = glob.indexOf('/') >= 0;
                List<PathMatcher> globs =
                        wholePath ? List.of(matcher(glob), matcher("**/" + glob)) : List.of(matcher(glob));
                return new ServiceRule(rule.substring(0, equals), globs, wholePath);
            } catch (PatternSyntaxException invalid) {
                throw new IllegalArgumentException("not a glob in --service: " + Printable.text(glob), invalid);
            }
        }

        private static PathMatcher matcher(String glob) {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        }

        boolean fits(Path path) {
            Path looked = wholePath ? path : path.getFileName();
            return looked != null && globs.stream().anyMatch(glob -> glob.matches(looked));
        }
    }
}
