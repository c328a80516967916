package io.reqid.agent;

import io.reqid.Carrier;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which class loaders find the hot path: those that ask their parents for it. One that does not (JBoss Modules, OSGi)
 * must be told to, and until then its classes are left as they are, since they could not run rewritten. Thread-safe.
 */
final class Loaders {
    private final Map<ClassLoader, Boolean> known = new WeakHashMap<>();
    private final Log log;

    Loaders(Log log) {
        this.log = log;
    }

    /** {@return whether classes of a loader can call the hot path; null stands for the bootstrap loader} */
    boolean findHotPath(@Nullable ClassLoader loader) {
        if (loader == null || loader == ClassLoader.getSystemClassLoader()) {
            return true;
        }
        Boolean finds = get(loader);
        if (finds == null) {
            finds = finds(loader); // not under the lock: it calls the application's loader
            if (put(loader, finds) == null && !finds) {
                log.line("classes of " + loader.getClass().getName()
                        + " are not followed: it does not delegate the package io.reqid to its parents"
                        + " (JBoss Modules: -Djboss.modules.system.pkgs=io.reqid,"
                        + " OSGi: -Dorg.osgi.framework.bootdelegation=io.reqid.*)");
            }
        }
        return finds;
    }

    private synchronized @Nullable Boolean get(ClassLoader loader) {
        return known.get(loader);
    }

    private synchronized @Nullable Boolean put(ClassLoader loader, Boolean finds) {
        return known.putIfAbsent(loader, finds);
    }

    private static boolean finds(ClassLoader loader) {
        try {
            return Class.forName(Carrier.class.getName(), false, loader) == Carrier.class;
        } catch (ClassNotFoundException | LinkageError | RuntimeException absent) {
            return false;
        }
    }
}
