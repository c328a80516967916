package io.reqid.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Contenders that did the same in the same rounds. Ratios are paired: what a contender took in a round, by what the
 * baseline took in that round, so that a slow minute of the machine cancels out. Not thread-safe.
 */
public final class Comparison {
    private final String title;
    private final Quantity judged;
    private final String baseline;
    private final Set<String> ours;
    private final Map<String, Map<Quantity, Map<Integer, Double>>> measured = new LinkedHashMap<>();
    private final Set<Quantity> quantities = new LinkedHashSet<>();

    /**
     * Nothing is measured yet.
     *
     * @param title what the contenders do
     * @param judged what the ratios are of
     * @param baseline the contender that the others are divided by
     * @param ours those of the contenders that are of this project
     */
    public Comparison(String title, Quantity judged, String baseline, Collection<String> ours) {
        this.title = title;
        this.judged = judged;
        this.baseline = baseline;
        this.ours = Set.copyOf(ours);
    }

    /** {@return what the contenders do} */
    public String title() {
        return title;
    }

    /** {@return what the ratios are of} */
    public Quantity judged() {
        return judged;
    }

    /** {@return the contender that the others are divided by} */
    public String baseline() {
        return baseline;
    }

    /** Keeps what a contender took in a round. */
    public void add(String contender, int round, Map<Quantity, Double> values) {
        Map<Quantity, Map<Integer, Double>> own = measured.computeIfAbsent(contender, name -> new LinkedHashMap<>());
        values.forEach((quantity, value) ->
                own.computeIfAbsent(quantity, name -> new TreeMap<>()).put(round, value));
        quantities.addAll(values.keySet());
    }

    /** {@return those of whom something was measured, in that order} */
    public List<String> contenders() {
        return List.copyOf(measured.keySet());
    }

    /** {@return what was measured of any of them} */
    public List<Quantity> quantities() {
        return List.copyOf(quantities);
    }

    /** {@return whether a contender is of this project} */
    public boolean isOurs(String contender) {
        return ours.contains(contender);
    }

    /** {@return what a contender took, by rounds; empty if that was not measured} */
    public Map<Integer, Double> rounds(String contender, Quantity quantity) {
        Map<Quantity, Map<Integer, Double>> own = measured.getOrDefault(contender, Map.of());
        return own.getOrDefault(quantity, Map.of());
    }

    /** {@return what a contender took; empty if that was not measured} */
    public Optional<Figure> figure(String contender, Quantity quantity) {
        Collection<Double> values = rounds(contender, quantity).values();
        return values.isEmpty() ? Optional.empty() : Optional.of(Figure.of(values));
    }

    /** {@return how many times the baseline a contender took; empty if no round has both, or the baseline took nothing} */
    public Optional<Figure> ratio(String contender) {
        Map<Integer, Double> base = rounds(baseline, judged);
        List<Double> ratios = new ArrayList<>();
        rounds(contender, judged).forEach((round, value) -> {
            double divisor = Objects.requireNonNullElse(base.get(round), 0.0);
            if (divisor > 0) {
                ratios.add(value / divisor);
            }
        });
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Figure.of(ratios));
    }
}
