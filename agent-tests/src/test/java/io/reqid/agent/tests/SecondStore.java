package io.reqid.agent.tests;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Loads the store once more, by a loader that asks nobody first. */
final class SecondStore {
    private SecondStore() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        URL jar = Path.of(arguments[0]).toUri().toURL();
        try (URLClassLoader alone = new URLClassLoader(new URL[] {jar}, null) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> known = findLoadedClass(name);
                    if (known != null) {
                        return known;
                    }
                    return name.startsWith("io.reqid.") ? findClass(name) : super.loadClass(name, resolve);
                }
            }
        }) {
            Class<?> second = Class.forName("io.reqid.AsyncLocal", true, alone);
            System.out.println("loaded by " + (second.getClassLoader() == alone));
        }
    }
}
