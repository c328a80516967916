package io.reqid.agent.tests.matrix;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints which promises of the JDK are kept. An argument is part of the names of those to check; none checks all. */
final class Contracts {
    private Contracts() {}

    public static void main(String[] arguments) throws InterruptedException {
        int broken = check(arguments);
        System.out.printf(Locale.ROOT, "%d contracts broken%n", broken);
        System.exit(Math.min(broken, 100));
    }

    /** Checks the contracts whose names contain one of the parts, or all if there are none; returns how many are broken. */
    static int check(String... parts) throws InterruptedException {
        return ContractTable.check("contract", all(), parts);
    }

    private static List<Contract> all() {
        return Stream.of(PoolContracts.all(), ScheduledContracts.all(), OtherContracts.all())
                .flatMap(List::stream)
                .toList();
    }
}
