package io.reqid.search.event;

import io.reqid.search.report.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a Logback configuration says of the form of events: the patterns of its encoders and layouts, and its own conversion
 * words. Document types, and with them entities of any kind, are refused, and nothing but the file is read. For one thread
 * while it is made, then immutable.
 */
final class LogbackXml {
    private static final long LARGEST = 4L << 20;

    private final UnaryOperator<@Nullable String> system;
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> rawPatterns = new ArrayList<>();
    private final Map<String, String> words = new LinkedHashMap<>();
    private boolean includes;

    private LogbackXml(UnaryOperator<@Nullable String> system) {
        this.system = system;
    }

    /**
     * {@return what a configuration says}
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is too large, no XML, or has no patterns
     */
    static LogbackXml read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw fault(file, "has more than " + LARGEST + " bytes, which no Logback configuration has", null);
        }
        LogbackXml configuration = new LogbackXml(LogbackXml::fromSystem);
        try (InputStream in = Files.newInputStream(file)) {
            configuration.read(reader(in));
        } catch (XMLStreamException e) {
            String place =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNumber();
            throw fault(file, "is no XML that is read here" + place + ": document types are refused", e);
        }
        if (configuration.rawPatterns.isEmpty()) {
            throw fault(file, "has no <pattern>: JSON needs none, and what it includes is not read", null);
        }
        return configuration;
    }

    private static IllegalArgumentException fault(Path file, String what, @Nullable Exception cause) {
        return new IllegalArgumentException(Printable.text(file.toString()) + " " + what, cause);
    }

    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside of the file is read");
        });
        return factory.createXMLStreamReader(in);
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new XMLStreamException("document types are refused", xml.getLocation());
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                element(xml);
            }
        }
    }

    private void element(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getLocalName();
        switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "variable", "property", "substitutionproperty", "springproperty" -> addVariable(xml);
            case "conversionrule" -> addWord(xml);
            case "pattern" -> addPattern(xml);
            case "include" -> includes = true;
            default -> {}
        }
    }

    private void addVariable(XMLStreamReader xml) {
        String name = xml.getAttributeValue(null, "name");
        String value = xml.getAttributeValue(null, "value");
        String other = xml.getAttributeValue(null, "defaultValue");
        if (name != null && (value != null || other != null)) {
            variables.put(name, resolve(value != null ? value : other));
        }
    }

    private void addWord(XMLStreamReader xml) {
        String word = xml.getAttributeValue(null, "conversionWord");
        String type = xml.getAttributeValue(null, "class");
        String name = type != null ? type : xml.getAttributeValue(null, "converterClass");
        if (word != null && name != null) {
            words.put(word, ConverterClasses.wordOf(name));
        }
    }

    /** A pattern of a provider of JSON, or of file names, is none of lines: it stands in another element, or is JSON. */
    private void addPattern(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                element(xml);
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                break;
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
            }
        }
        String pattern = text.toString().strip();
        if (!pattern.isEmpty() && !pattern.startsWith("{")) {
            rawPatterns.add(resolve(pattern));
        }
    }

    private String resolve(String text) {
        return new Variables(variables, system).resolve(text);
    }

    private static @Nullable String fromSystem(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String property = System.getProperty(name);
        return property != null ? property : System.getenv(name);
    }

    /** {@return whether it names other files, which are not read} */
    boolean includesOthers() {
        return includes;
    }

    /** {@return the patterns, with their variables resolved, in the order of the file} */
    List<String> patterns() {
        return List.copyOf(rawPatterns);
    }

    /** {@return the file's own conversion words, and the standard ones that print the same} */
    Map<String, String> words() {
        return words;
    }
}
