package io.reqid.undertow;

import java.util.ArrayList;
import java.util.List;

/**
 * Plays the matrix in a JVM of its own: for each protocol named, the handler alone and with the wrappers. Prints a line for
 * each place that was not right and one of totals for each of the two; ends with 1 if any place was not right.
 */
final class MatrixProgram {
    private MatrixProgram() {}

    public static void main(String[] protocols) {
        List<String> faults = new ArrayList<>();
        System.out.printf("Undertow %s, JDK %s%n", io.undertow.Version.getVersionString(), Runtime.version());
        try (Matrix matrix = new Matrix()) {
            for (String protocol : protocols) {
                play(matrix, Protocol.valueOf(protocol), false, faults);
                play(matrix, Protocol.valueOf(protocol), true, faults);
            }
            faults.addAll(matrix.foreignBeforeOurHandler());
        }
        faults.forEach(System.out::println);
        System.exit(faults.isEmpty() ? 0 : 1);
    }

    private static void play(Matrix matrix, Protocol protocol, boolean wrapped, List<String> faults) {
        String what = protocol.label + (wrapped ? ", with wrappers" : ", handler alone");
        List<Place> places = Matrix.places(protocol);
        List<Place.Seen> seen = matrix.play(protocol, wrapped);
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i) != Place.Seen.RIGHT) {
                faults.add(what + ", " + places.get(i) + ": " + seen.get(i));
            }
        }
        System.out.println(what + ": " + Matrix.totals(seen));
    }
}
