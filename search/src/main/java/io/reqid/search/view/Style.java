package io.reqid.search.view;

import io.reqid.search.event.Severity;
import org.jspecify.annotations.Nullable;

/** How a piece of a line looks, as the parameters of ECMA-48's SGR: the eight colours that every terminal's theme sets. */
enum Style {
    PLAIN(""),
    STRONG("1"),
    DIM("2"),
    ERROR("1;31"),
    WARNING("33"),
    INFO("32"),
    DEBUG("36"),
    LANE_1("36"),
    LANE_2("35"),
    LANE_3("34"),
    LANE_4("33"),
    LANE_5("32"),
    LANE_6("96");

    private static final Style[] LANES = {LANE_1, LANE_2, LANE_3, LANE_4, LANE_5, LANE_6};

    final String parameters;

    Style(String parameters) {
        this.parameters = parameters;
    }

    static Style of(@Nullable Severity severity) {
        if (severity == null) {
            return PLAIN;
        }
        return switch (severity) {
            case ERROR -> ERROR;
            case WARN -> WARNING;
            case INFO -> INFO;
            case DEBUG -> DEBUG;
            case TRACE -> DIM;
        };
    }

    static Style ofLane(int lane) {
        return LANES[lane % LANES.length];
    }
}
