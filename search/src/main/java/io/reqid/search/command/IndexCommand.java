package io.reqid.search.command;

final class IndexCommand {
    private IndexCommand() {}

    static int run(Call call) {
        return ExitCode.NONE;
    }
}
