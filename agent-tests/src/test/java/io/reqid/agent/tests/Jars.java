package io.reqid.agent.tests;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Writes the jars that tests start JVMs with. */
final class Jars {
    private Jars() {}

    /** A jar of classes of the tests, each with those nested in it. */
    static Path of(Path jar, Map<String, String> attributes, Class<?>... classes) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest(attributes))) {
            for (Class<?> type : classes) {
                add(out, type);
            }
        }
        return jar;
    }

    /** A jar of the class files in a directory. */
    static Path ofDirectory(Path jar, Path directory) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest(Map.of()));
                Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
                out.putNextEntry(new JarEntry(name));
                Files.copy(file, out);
            }
        }
        return jar;
    }

    /** A jar of classes of the tests and of all files of another jar, as a shaded one is. */
    static Path shaded(Path jar, Path other, Map<String, String> attributes, Class<?>... classes) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest(attributes));
                JarFile in = new JarFile(other.toFile())) {
            for (Class<?> type : classes) {
                add(out, type);
            }
            for (JarEntry entry : in.stream().toList()) {
                if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.getInputStream(entry).transferTo(out);
                }
            }
        }
        return jar;
    }

    private static Manifest manifest(Map<String, String> attributes) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> main.put(new Attributes.Name(name), value));
        return manifest;
    }

    private static void add(OutputStream out, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        ((JarOutputStream) out).putNextEntry(new JarEntry(name));
        try (InputStream content = type.getClassLoader().getResourceAsStream(name)) {
            content.transferTo(out);
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            add(out, nested);
        }
        for (int i = 1; type.getClassLoader().getResource(anonymous(type, i)) != null; i++) {
            ((JarOutputStream) out).putNextEntry(new JarEntry(anonymous(type, i)));
            try (InputStream content = type.getClassLoader().getResourceAsStream(anonymous(type, i))) {
                content.transferTo(out);
            }
        }
    }

    private static String anonymous(Class<?> type, int number) {
        return type.getName().replace('.', '/') + "$" + number + ".class";
    }
}
