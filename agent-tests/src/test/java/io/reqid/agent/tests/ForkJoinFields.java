package io.reqid.agent.tests;

import java.lang.reflect.Field;
import java.util.concurrent.ForkJoinTask;

/** Prints the names of the fields of {@code ForkJoinTask}. */
final class ForkJoinFields {
    private ForkJoinFields() {}

    public static void main(String[] arguments) {
        for (Field field : ForkJoinTask.class.getDeclaredFields()) {
            System.out.println(field.getName());
        }
    }
}
