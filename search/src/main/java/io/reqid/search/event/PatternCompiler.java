package io.reqid.search.event;

import io.reqid.search.event.PatternNode.Group;
import io.reqid.search.event.PatternNode.Text;
import io.reqid.search.event.PatternNode.Width;
import io.reqid.search.event.PatternNode.Word;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates the elements of a Logback pattern to instructions. For one thread; used once. */
final class PatternCompiler {
    private static final int UNRANKED = 1000;

    private final IdKeys keys;
    private final Map<String, String> customWords;
    private final List<Step> head = new ArrayList<>();
    private final List<Step> tail = new ArrayList<>();
    private List<Step> steps = head;
    private boolean message;
    private boolean exception;
    private boolean blankLineBeforeStack;
    private boolean prefixing;
    private int bestRank = Integer.MAX_VALUE;
    private final List<String> absent = new ArrayList<>(List.of("", "-"));
    private @Nullable ZoneId zone;

    /**
     * @param keys under which MDC keys an id stands
     * @param customWords words of the user's own, and the standard ones they stand for
     */
    PatternCompiler(IdKeys keys, Map<String, String> customWords) {
        this.keys = keys;
        this.customWords = customWords;
    }

    /** {@return the compiled form of a pattern's elements} */
    CompiledPattern compile(List<PatternNode> nodes) {
        bestRank = bestRank(nodes);
        addAll(nodes);
        if (!message) {
            steps.add(Step.of(exception ? Step.Kind.REST : Step.Kind.END));
        }
        while (head.size() > 1 && head.get(0).kind == Step.Kind.LINE_END) {
            head.remove(0);
            shiftTargets();
        }
        while (!tail.isEmpty() && tail.get(tail.size() - 1).kind == Step.Kind.LINE_END) {
            tail.remove(tail.size() - 1);
        }
        LineProgram end = null;
        if (!tail.isEmpty()) {
            tail.add(Step.of(Step.Kind.END));
            end = new LineProgram(tail);
        }
        return new CompiledPattern(
                new LineProgram(head), end, message, blankLineBeforeStack, zone, List.copyOf(absent));
    }

    private void shiftTargets() {
        for (Step step : head) {
            if (step.target >= 0) {
                step.target--;
            }
        }
    }

    /** Only the most preferred of several places for an id is one: the others are nothing. */
    private int bestRank(List<PatternNode> nodes) {
        int best = Integer.MAX_VALUE;
        for (PatternNode node : nodes) {
            if (node instanceof Group group) {
                best = Math.min(best, bestRank(group.children()));
            } else if (node instanceof Word word) {
                best = Math.min(best, rank(word));
            }
        }
        return best;
    }

    private int rank(Word word) {
        return switch (canonical(word.name())) {
            case "reqId" -> keys.chosen() && keys.rank("reqId") < 0 ? UNRANKED : 0;
            case "mdc" -> {
                int rank = word.options().isEmpty() ? UNRANKED + 1 : keys.rank(mdcKey(word));
                yield rank < 0 ? Integer.MAX_VALUE : rank + (word.options().isEmpty() ? 0 : 1);
            }
            default -> Integer.MAX_VALUE;
        };
    }

    private void addAll(List<PatternNode> nodes) {
        for (PatternNode node : nodes) {
            if (node instanceof Text text) {
                addText(text.text());
            } else if (node instanceof Word word) {
                addWord(word);
            } else if (node instanceof Group group) {
                addGroup(group);
            }
        }
    }

    private void addText(String text) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            String line = end < 0 ? text.substring(from) : text.substring(from, end);
            String bare = end > 0 && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!bare.isEmpty()) {
                steps.add(Step.literal(bare));
            }
            if (end >= 0) {
                steps.add(Step.of(Step.Kind.LINE_END));
            }
            from = end < 0 ? text.length() : end + 1;
        }
    }

    private void addWord(Word word) {
        String name = canonical(word.name());
        Width width = prefixing ? Width.FREE : word.width();
        if (prefixing) {
            addPrefix(name, word);
        }
        switch (name) {
            case "date" -> addDate(word, width);
            case "epoch" -> padded(Step.digits(epoch(word)), width);
            case "micros", "relative", "line", "lsn", "sn" -> padded(Step.digits(Field.NONE), width);
            case "level" -> steps.add(Step.levels(width));
            case "thread" -> steps.add(Step.text(Field.THREAD, width));
            case "logger" -> steps.add(Step.word(Field.LOGGER, width));
            case "class", "method", "file" -> steps.add(Step.word(Field.NONE, width));
            case "message" -> addMessage(width);
            case "reqId" -> addId(word, width);
            case "mdc" -> addMdc(word, width);
            case "asyncId" -> steps.add(Step.word(Field.ASYNC_ID, width));
            case "triggerAsyncId" -> steps.add(Step.word(Field.TRIGGER_ASYNC_ID, width));
            case "property" -> steps.add(Step.text(property(word), width));
            case "n" -> steps.add(Step.of(Step.Kind.LINE_END));
            case "ex" -> addException(word.name());
            case "nopex" -> {}
            case "pid" -> steps.add(Step.word(Field.PROCESS, width));
            case "applicationName" -> addOptional("[", Field.SERVICE, "] ");
            case "correlationId" -> addOptional("[", Field.NONE, "] ");
            case "caller" -> {
                steps.add(Step.text(Field.NONE, width));
                steps.add(Step.of(Step.Kind.LINE_END));
            }
            default -> steps.add(Step.text(Field.NONE, width));
        }
    }

    /** What {@code %prefix(…)} prints before a value. */
    private void addPrefix(String name, Word word) {
        String key = switch (name) {
            case "mdc", "property" -> word.options().isEmpty() ? "" : firstKey(word);
            case "n", "ex", "nopex", "pid", "other", "applicationName", "correlationId" -> "";
            case "sn" -> "sequenceNumber";
            default -> name;
        };
        if (!key.isEmpty()) {
            steps.add(Step.literal(key + "="));
        }
    }

    private String canonical(String name) {
        String known = customWords.getOrDefault(name, name);
        return switch (known) {
            case "d", "date" -> "date";
            case "ms", "micros" -> "micros";
            case "ep", "epoch" -> "epoch";
            case "r", "relative" -> "relative";
            case "level", "le", "p" -> "level";
            case "t", "thread" -> "thread";
            case "lo", "logger", "c" -> "logger";
            case "m", "msg", "message" -> "message";
            case "C", "class" -> "class";
            case "M", "method" -> "method";
            case "L", "line" -> "line";
            case "F", "file" -> "file";
            case "X", "mdc" -> "mdc";
            case "ex", "exception", "throwable", "xEx", "xException", "xThrowable", "rEx", "rootException" -> "ex";
            case "wEx", "wex" -> "ex";
            case "nopex", "nopexception" -> "nopex";
            case "cn", "contextName" -> "contextName";
            case "sn", "sequenceNumber" -> "sn";
            case "n", "lsn", "caller", "marker", "kvp", "maskedKvp", "property" -> known;
            case "reqId", "asyncId", "triggerAsyncId", "pid", "applicationName", "correlationId" -> known;
            default -> "other";
        };
    }

    /** Logback up to 1.5 does not know EPOCH and takes its default; both are read. */
    private void addDate(Word word, Width width) {
        if (word.options().isEmpty() || !word.options().get(0).equals("EPOCH")) {
            padded(date(word), width);
            return;
        }
        Step split = Step.of(Step.Kind.SPLIT);
        steps.add(split);
        padded(Step.digits(Field.EPOCH_MILLIS), width);
        Step jump = Step.of(Step.Kind.JUMP);
        steps.add(jump);
        split.target = steps.size();
        padded(Step.date(DatePattern.of(DatePattern.LOGBACK, null, null)), width);
        jump.target = steps.size();
    }

    private Step date(Word word) {
        List<String> options = word.options();
        String pattern = options.isEmpty() ? "ISO8601" : options.get(0);
        ZoneId printedIn = options.size() > 1 ? zone(options.get(1)) : null;
        if (zone == null) {
            zone = printedIn;
        }
        Locale locale = options.size() > 2 ? Locale.forLanguageTag(options.get(2)) : null;
        return switch (pattern) {
            case "ISO8601", "" -> Step.date(DatePattern.of(DatePattern.LOGBACK, printedIn, locale));
            case "STRICT" -> Step.date(DatePattern.of("yyyy-MM-dd'T'HH:mm:ss,SSS", printedIn, locale));
            default -> Step.date(datePattern(pattern, printedIn, locale));
        };
    }

    /** Logback falls back to its default where it cannot use a date pattern. */
    private static DatePattern datePattern(String pattern, @Nullable ZoneId zone, @Nullable Locale locale) {
        try {
            return DatePattern.of(pattern, zone, locale);
        } catch (IllegalArgumentException unusable) {
            return DatePattern.of(DatePattern.LOGBACK, zone, null);
        }
    }

    /** As Logback, which takes its own zone where it does not know one. */
    private static @Nullable ZoneId zone(String name) {
        if (name.equals("UTC") || name.equals("GMT") || name.equals("Z")) {
            return ZoneOffset.UTC; // needs no rules to be loaded
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return null;
        }
    }

    private static Field epoch(Word word) {
        boolean seconds = !word.options().isEmpty() && word.options().get(0).equalsIgnoreCase("seconds");
        return seconds ? Field.EPOCH_SECONDS : Field.EPOCH_MILLIS;
    }

    private void padded(Step step, Width width) {
        if (width.least() > 0 && width.padLeft()) {
            steps.add(Step.spaces(width));
        }
        steps.add(step);
        if (width.least() > 0 && !width.padLeft()) {
            steps.add(Step.spaces(width));
        }
    }

    private void addMessage(Width width) {
        if (message) {
            steps.add(Step.text(Field.NONE, width));
            return;
        }
        message = true;
        steps.add(Step.of(Step.Kind.REST));
        steps = tail;
    }

    private void addId(Word word, Width width) {
        if (rank(word) > bestRank) {
            steps.add(Step.word(Field.NONE, width));
            return;
        }
        bestRank = -1; // a second place of the same rank is nothing
        String other = word.options().isEmpty() ? "-" : defaultOf(word.options().get(0));
        absent.add(other);
        addIdText(width, other.indexOf(' ') < 0);
    }

    private void addMdc(Word word, Width width) {
        if (rank(word) > bestRank || rank(word) == Integer.MAX_VALUE) {
            steps.add(Step.text(Field.NONE, width));
            return;
        }
        bestRank = -1;
        if (word.options().isEmpty()) {
            steps.add(Step.text(Field.MDC, width));
            return;
        }
        String option = word.options().get(0);
        int mark = option.indexOf(":-");
        absent.add(mark < 0 ? "" : option.substring(mark + 2));
        addIdText(width, false);
    }

    /** A value that was cut is not known to be the whole id. */
    private void addIdText(Width width, boolean isWord) {
        Field kept = width.most() < Integer.MAX_VALUE ? Field.CUT_ID : Field.REQUEST_ID;
        steps.add(isWord ? Step.word(kept, width) : Step.text(kept, width));
    }

    private static String defaultOf(String option) {
        return option.startsWith(":-") ? option.substring(2) : option;
    }

    private static String mdcKey(Word word) {
        return firstKey(word);
    }

    private static String firstKey(Word word) {
        String option = word.options().get(0);
        int mark = option.indexOf(":-");
        return mark < 0 ? option : option.substring(0, mark);
    }

    private static Field property(Word word) {
        if (word.options().isEmpty()) {
            return Field.NONE;
        }
        return switch (firstKey(word)) {
            case "PID", "pid" -> Field.PROCESS;
            case "APPLICATION_NAME", "spring.application.name", "service.name", "SERVICE_NAME", "appName" ->
                Field.SERVICE;
            default -> Field.NONE;
        };
    }

    private void addException(String name) {
        exception = true;
        String known = customWords.getOrDefault(name, name);
        blankLineBeforeStack |= known.equals("wEx") || known.equals("wex");
    }

    private void addOptional(String before, Field field, String after) {
        Step split = Step.of(Step.Kind.SPLIT);
        steps.add(split);
        steps.add(Step.literal(before));
        steps.add(Step.text(field, Width.FREE));
        steps.add(Step.literal(after));
        split.target = steps.size();
    }

    private void addGroup(Group group) {
        switch (group.name()) {
            case "replace" -> addReplaced(group);
            case "prefix" -> addPrefixed(group);
            case "esb" -> {
                String of = group.options().isEmpty() ? "" : group.options().get(0);
                addOptional("[", of.equals("APPLICATION_NAME") ? Field.SERVICE : Field.NONE, "] ");
            }
            default -> addColoured(group);
        }
    }

    private void addPrefixed(Group group) {
        boolean outer = prefixing;
        prefixing = true;
        addAll(group.children());
        prefixing = outer;
    }

    /** A group whose width cuts it may end anywhere: nothing in it has a place of its own. */
    private void addColoured(Group group) {
        Width width = group.width();
        if (width.most() < Integer.MAX_VALUE && !holdsMessage(group.children())) {
            steps.add(Step.text(holdsId(group.children()) ? Field.CUT_ID : Field.NONE, width));
            return;
        }
        if (width.least() > 0 && width.padLeft()) {
            steps.add(Step.spaces(width));
        }
        steps.add(Step.of(Step.Kind.COLOURS));
        addAll(group.children());
        steps.add(Step.of(Step.Kind.COLOURS));
        if (width.least() > 0 && !width.padLeft()) {
            steps.add(Step.spaces(width));
        }
    }

    /** What was replaced in a group is not known: it is read as if nothing was, and else as any text. */
    private void addReplaced(Group group) {
        if (holdsMessage(group.children()) || holdsOnlyExceptions(group.children())) {
            addAll(group.children());
            return;
        }
        boolean hadId = bestRank < 0;
        Step split = Step.of(Step.Kind.SPLIT);
        steps.add(split);
        addAll(group.children());
        Step jump = Step.of(Step.Kind.JUMP);
        steps.add(jump);
        split.target = steps.size();
        steps.add(Step.text(bestRank < 0 && !hadId ? Field.CUT_ID : replaced(group), group.width()));
        jump.target = steps.size();
    }

    private Field replaced(Group group) {
        if (group.children().size() == 1 && group.children().get(0) instanceof Word word) {
            return switch (canonical(word.name())) {
                case "thread" -> Field.THREAD;
                case "logger" -> Field.LOGGER;
                default -> Field.NONE;
            };
        }
        return Field.NONE;
    }

    private boolean holdsMessage(List<PatternNode> nodes) {
        return !message && holds(nodes, "message");
    }

    private boolean holdsId(List<PatternNode> nodes) {
        return bestRank(nodes) == bestRank && bestRank != Integer.MAX_VALUE;
    }

    private boolean holds(List<PatternNode> nodes, String name) {
        for (PatternNode node : nodes) {
            boolean found = node instanceof Word word
                    ? canonical(word.name()).equals(name)
                    : node instanceof Group group && holds(group.children(), name);
            if (found) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsOnlyExceptions(List<PatternNode> nodes) {
        for (PatternNode node : nodes) {
            boolean other =
                    !(node instanceof Word word) || !canonical(word.name()).equals("ex");
            if (other) {
                return false;
            }
        }
        return true;
    }
}
