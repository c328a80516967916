package io.reqid.search.event;

/** The conversion words that the classes of known converters are usually used with. */
final class ConverterClasses {
    private ConverterClasses() {}

    /** {@return the usual word of a converter, or a word that stands for any text} */
    static String wordOf(String className) {
        return switch (className.substring(className.lastIndexOf('.') + 1)) {
            case "RequestIdConverter" -> "reqId";
            case "AsyncIdConverter" -> "asyncId";
            case "TriggerAsyncIdConverter" -> "triggerAsyncId";
            case "ColorConverter" -> "clr";
            case "EnclosedInSquareBracketsConverter" -> "esb";
            case "ApplicationNameConverter" -> "applicationName";
            case "CorrelationIdConverter" -> "correlationId";
            case "WhitespaceThrowableProxyConverter", "ExtendedWhitespaceThrowableProxyConverter" -> "wEx";
            case "ThrowableProxyConverter", "ExtendedThrowableProxyConverter" -> "ex";
            case "RootCauseFirstThrowableProxyConverter" -> "rEx";
            case "MessageConverter" -> "message";
            case "MDCConverter" -> "mdc";
            case "ThreadConverter" -> "thread";
            case "LevelConverter" -> "level";
            case "LoggerConverter" -> "logger";
            case "DateConverter" -> "date";
            default -> className.endsWith("ThrowableProxyConverter") ? "ex" : "other";
        };
    }
}
