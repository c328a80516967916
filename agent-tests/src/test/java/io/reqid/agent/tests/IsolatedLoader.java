package io.reqid.agent.tests;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;

/** An application whose class loader knows the JDK and the application's own classes, and nothing of its parents'. */
public final class IsolatedLoader extends ClassLoader {
    private IsolatedLoader() {
        super(IsolatedLoader.class.getClassLoader());
    }

    /** An executor that keeps its commands, so that the agent would have it keep bound ones. */
    public static final class Keeping implements Executor, Runnable {
        private final Queue<Runnable> commands = new ArrayDeque<>();

        @Override
        public void execute(Runnable command) {
            commands.add(command);
        }

        @Override
        public void run() {
            commands.remove().run();
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        if (!name.startsWith(IsolatedLoader.class.getName())) {
            throw new ClassNotFoundException(name);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream classFile = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = Objects.requireNonNull(classFile, name).readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Has an executor of such a loader keep and run a command. */
    public static void main(String[] arguments) throws Exception {
        Object keeping = new IsolatedLoader()
                .loadClass(Keeping.class.getName(), true)
                .getConstructor()
                .newInstance();
        ((Executor) keeping).execute(() -> System.out.println("ran"));
        ((Runnable) keeping).run();
    }
}
