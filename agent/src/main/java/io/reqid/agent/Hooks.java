package io.reqid.agent;

import java.util.ArrayList;
import java.util.List;

/** Every hook that the agent has. */
final class Hooks {
    private Hooks() {}

    static List<Hook> all() {
        List<Hook> hooks = new ArrayList<>(JdkHooks.all());
        hooks.addAll(UndertowHooks.all());
        hooks.addAll(LibraryHooks.all());
        return hooks;
    }
}
