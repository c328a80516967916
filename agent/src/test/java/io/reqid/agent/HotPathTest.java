package io.reqid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.Carrier;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HotPathTest {
    /** Whoever adds a class there adds it to the list: it is loaded before anything is rewritten. */
    @Test
    void everyClassOfTheAgentInTheStoresPackageIsLoadedInAdvance() throws IOException, URISyntaxException {
        Path directory = Path.of(Carrier.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/reqid");
        try (Stream<Path> files = Files.list(directory)) {
            List<String> classes = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .toList();
            List<String> listed = new ArrayList<>(List.of(HotPath.CLASSES));
            listed.addAll(List.of(HotPath.LATER));
            assertThat(listed).doesNotHaveDuplicates().containsAll(classes);
        }
    }

    @Test
    void everyListedClassExists() {
        assertThat(HotPath.CLASSES)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> Class.forName("io.reqid." + name, false, HotPathTest.class.getClassLoader()));
    }
}
