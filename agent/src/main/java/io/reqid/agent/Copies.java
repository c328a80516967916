package io.reqid.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Reports what keeps the application from seeing the agent's store: another copy of the store that some loader prefers to
 * the bootstrap loader's. And what it may not expect: its own copy, of another version, is not the one in use. Rewrites
 * nothing. Thread-safe.
 */
final class Copies implements ClassFileTransformer {
    private static final String STORE = "io/reqid/AsyncLocal";
    private static final String STORE_JAR = "correlation-core";

    private final Log log;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    Copies(Log log) {
        this.log = log;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (STORE.equals(className) && loader != null) {
            reportSecond(domain, loader, "");
        }
        return null;
    }

    /** Looks at a class that was loaded before the agent. */
    void look(String name, ClassLoader loader, Class<?> loaded) {
        if (name.equals("io.reqid.AsyncLocal")) {
            reportSecond(loaded.getProtectionDomain(), loader, " (if by an AOT cache: record that with the agent)");
        }
    }

    private void reportSecond(@Nullable ProtectionDomain domain, ClassLoader loader, String advice) {
        CodeSource source = domain == null ? null : domain.getCodeSource();
        String place = source == null ? "an unknown place" : String.valueOf(source.getLocation());
        if (reported.add(place)) {
            log.line("a second copy of " + STORE_JAR + " is in use, from " + place + " in a "
                    + loader.getClass().getName() + ": the agent does not carry what is bound there" + advice);
        }
    }

    /** Looks for the store in jars on a class path, which the agent's own comes before. */
    void reportOtherVersions(String classPath) {
        for (String entry : Options.split(classPath, File.pathSeparatorChar)) {
            File jar = new File(entry);
            if (jar.getName().startsWith(STORE_JAR) && jar.isFile()) {
                String version = version(jar);
                if (!Version.NUMBER.equals(version)) {
                    log.line("uses its own " + STORE_JAR + " " + Version.NUMBER + " in the place of "
                            + (version == null ? "an unknown version" : version) + " in " + entry);
                }
            }
        }
    }

    private static @Nullable String version(File jar) {
        try (JarFile open = new JarFile(jar)) {
            Manifest manifest = open.getManifest();
            return manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
        } catch (IOException e) {
            return null;
        }
    }
}
