package io.reqid.logback;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.core.pattern.DynamicConverter;
import java.util.Map;
import java.util.function.Supplier;

/** The words that every pattern knows, from now on and in every logger context: Logback keeps them in static maps. */
final class ConversionWords {
    private ConversionWords() {}

    /** @throws ReflectiveOperationException if this Logback keeps its words in none of the known maps */
    static void register() throws ReflectiveOperationException {
        try {
            Suppliers.register();
        } catch (LinkageError beforeLogback1513) {
            registerClassNames();
        }
        register("reqId", RequestIdConverter.class);
    }

    /** What {@code %prefix(%reqId)} prints before the id. */
    private static void register(String word, Class<?> converter) {
        PatternLayout.CONVERTER_CLASS_TO_KEY_MAP.put(converter.getName(), word);
    }

    @SuppressWarnings("unchecked")
    private static void registerClassNames() throws ReflectiveOperationException {
        Map<String, String> words = (Map<String, String>)
                PatternLayout.class.getField("defaultConverterMap").get(null);
        words.put("reqId", RequestIdConverter.class.getName());
    }

    /** A class of its own, since an older Logback cannot link it. */
    private static final class Suppliers {
        @SuppressWarnings("rawtypes")
        static void register() {
            Map<String, Supplier<DynamicConverter>> words = PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP;
            words.put("reqId", RequestIdConverter::new);
        }
    }
}
