package io.reqid.benchmarks.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What several rounds found: the median, and half the distance between the least and the greatest as its error.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param error half the spread
 */
public record Figure(double median, double error) {
    /**
     * {@return the figure of some values}
     *
     * @param values at least one
     * @throws IllegalArgumentException if there is none
     */
    public static Figure of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a figure needs at least 1 value, got 0");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double middle = sorted.get(half);
        double median = sorted.size() % 2 == 1 ? middle : (sorted.get(half - 1) + middle) / 2;
        return new Figure(median, (sorted.get(sorted.size() - 1) - sorted.get(0)) / 2);
    }

    /** {@return median ± error, with as many decimals as three digits of the median have} */
    @Override
    public String toString() {
        int decimals = decimals(median);
        return plain(median, decimals) + " ± " + plain(error, decimals);
    }

    /** {@return a number with three digits} */
    static String plain(double value) {
        return plain(value, decimals(value));
    }

    private static String plain(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static int decimals(double value) {
        double size = Math.abs(value);
        if (size >= 99.95) {
            return 0;
        }
        if (size >= 9.995) {
            return 1;
        }
        return size >= 0.1 || size == 0 ? 2 : 4;
    }
}
