package io.reqid.benchmarks.suite;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Programs of the machine that peers are, or that ask them. */
public final class Programs {
    private Programs() {}

    /** {@return whether a program is found on the search path} */
    public static boolean isThere(String name) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    /** {@return the remark that says that a program is missing, and which package of Debian has it} */
    public static String skipped(String name, String debianPackage) {
        return name + " is skipped; to get it: apt-get install " + debianPackage;
    }
}
