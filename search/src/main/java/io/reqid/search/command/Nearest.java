package io.reqid.search.command;

import java.util.Optional;

/** Guesses what a mistyped word was meant to be. */
final class Nearest {
    private Nearest() {}

    /** {@return the known word that takes the fewest changes, if they are at most a third of its letters, rounded up} */
    static Optional<String> to(String typed, Iterable<String> known) {
        String best = null;
        int fewest = Integer.MAX_VALUE;
        for (String word : known) {
            int changes = distance(typed, word);
            if (changes < fewest && changes <= (word.length() + 2) / 3) {
                best = word;
                fewest = changes;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The distance of Levenshtein: letters added, left out or replaced. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
