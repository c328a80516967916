package io.reqid.agent;

import java.util.ArrayList;
import java.util.List;

/** Every hook that the agent has. */
final class Hooks {
    /** How the names of the classes begin that hooks of libraries are for, as class files name them. */
    private static final String[] LIBRARIES = {
        "io/undertow/",
        "org/xnio/",
        "org/jboss/threads/",
        "io/netty/util/",
        "com/google/common/util/concurrent/",
        "reactor/core/",
        "io/reactivex/rxjava3/",
        "org/apache/catalina/",
        "org/apache/coyote/",
        "org/apache/tomcat/",
        "kotlinx/coroutines/"
    };

    private Hooks() {}

    /** {@return the hooks of the JDK} */
    static List<Hook> ofJdk() {
        return JdkHooks.all();
    }

    /** {@return the hooks of libraries, made when they are asked for: an application without them need not pay} */
    static List<Hook> ofLibraries() {
        List<Hook> hooks = new ArrayList<>(UndertowHooks.all());
        hooks.addAll(LibraryHooks.all());
        return hooks;
    }

    static List<Hook> all() {
        List<Hook> hooks = new ArrayList<>(ofJdk());
        hooks.addAll(ofLibraries());
        return hooks;
    }

    /** {@return whether a class is of a library that there are hooks for} */
    static boolean isOfLibrary(String className) {
        for (String library : LIBRARIES) {
            if (className.startsWith(library)) {
                return true;
            }
        }
        return false;
    }

    /** {@return what messages and options call all hooks} */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Hook hook : all()) {
            names.add(hook.name());
        }
        return names;
    }
}
