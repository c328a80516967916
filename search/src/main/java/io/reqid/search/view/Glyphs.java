package io.reqid.search.view;

import io.reqid.search.event.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What trees and bars are drawn with. */
enum Glyphs {
    UNICODE("●", "○", "─", "├─", "└─", "├┄", "└┄", "│", "━", '·', '▲', '✖', '≈', "…", " · ", "→"),
    ASCII("*", "o", "-", "|-", "`-", "|.", "`.", "|", "=", '.', '!', 'x', '~', "...", " - ", "->");

    final String task;
    final String loose;
    final String alone;
    final String branch;
    final String lastBranch;
    final String looseBranch;
    final String looseLastBranch;
    final String trunk;
    final String bar;
    final char event;
    final char warning;
    final char error;
    final char mention;
    final String cut;
    final String between;
    final String arrow;

    Glyphs(
            String task,
            String loose,
            String alone,
            String branch,
            String lastBranch,
            String looseBranch,
            String looseLastBranch,
            String trunk,
            String bar,
            char event,
            char warning,
            char error,
            char mention,
            String cut,
            String between,
            String arrow) {
        this.task = task;
        this.loose = loose;
        this.alone = alone;
        this.branch = branch;
        this.lastBranch = lastBranch;
        this.looseBranch = looseBranch;
        this.looseLastBranch = looseLastBranch;
        this.trunk = trunk;
        this.bar = bar;
        this.event = event;
        this.warning = warning;
        this.error = error;
        this.mention = mention;
        this.cut = cut;
        this.between = between;
        this.arrow = arrow;
    }

    static Glyphs of(ViewOptions options) {
        return options.charset().name().toUpperCase(Locale.ROOT).startsWith("UTF-") ? UNICODE : ASCII;
    }

    char of(@Nullable Severity severity) {
        return severity == Severity.ERROR ? error : severity == Severity.WARN ? warning : event;
    }
}
