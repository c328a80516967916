package io.reqid.agent.tests.matrix;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Checks contracts one by one, each on a thread of its own inside a request, and prints a table of them. */
final class ContractTable {
    private static final long LIMIT_SECONDS = 60;

    private ContractTable() {}

    /** Checks those whose names contain one of the parts, or all if there are none; returns how many are broken. */
    static int check(String head, List<Contract> contracts, String... parts) throws InterruptedException {
        Table table = new Table(System.out, List.of(head));
        int broken = 0;
        for (Contract contract : contracts) {
            if (parts.length == 0 || Stream.of(parts).anyMatch(contract.name()::contains)) {
                broken += print(table, contract.name(), faultOf(contract));
            }
        }
        return broken;
    }

    private static int print(Table table, String name, String fault) {
        table.print(name, List.of(fault == null ? "ok" : "BROKEN"));
        if (fault != null) {
            table.note(fault);
        }
        return fault == null ? 0 : 1;
    }

    /** {@return what is wrong, or null if nothing is} */
    private static String faultOf(Contract contract) throws InterruptedException {
        FutureTask<Void> check = new FutureTask<>(() -> {
            Tested.SUBJECT.callUnder(Tested.SUBJECT.begin("contract"), () -> {
                contract.check().check();
                return contract;
            });
            return null;
        });
        Thread thread = new Thread(check, "contract");
        thread.setDaemon(true);
        thread.start();
        try {
            check.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return describe(e.getCause());
        } catch (TimeoutException e) {
            return "hangs";
        }
    }

    private static String describe(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .filter(frame -> !frame.getMethodName().startsWith("expect"))
                .findFirst()
                .map(frame -> failure + " at " + frame)
                .orElse(failure.toString());
    }
}
