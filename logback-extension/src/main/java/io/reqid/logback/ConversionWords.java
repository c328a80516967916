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
            ClassNames.register();
        }
        Names.register();
    }

    /** A class of its own, since an older Logback cannot link it. */
    private static final class Suppliers {
        @SuppressWarnings("rawtypes")
        static void register() {
            Map<String, Supplier<DynamicConverter>> words = PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP;
            words.put(EventOverlay.REQUEST_ID, RequestIdConverter::new);
            words.put(EventOverlay.ASYNC_ID, AsyncIdConverter::new);
            words.put(EventOverlay.TRIGGER_ASYNC_ID, TriggerAsyncIdConverter::new);
        }
    }

    /** By reflection, since a newer Logback has no such map. */
    private static final class ClassNames {
        @SuppressWarnings("unchecked")
        static void register() throws ReflectiveOperationException {
            Map<String, String> words = (Map<String, String>)
                    PatternLayout.class.getField("defaultConverterMap").get(null);
            words.put(EventOverlay.REQUEST_ID, RequestIdConverter.class.getName());
            words.put(EventOverlay.ASYNC_ID, AsyncIdConverter.class.getName());
            words.put(EventOverlay.TRIGGER_ASYNC_ID, TriggerAsyncIdConverter.class.getName());
        }
    }

    /** What {@code %prefix(…)} prints before each word's value. */
    private static final class Names {
        static void register() {
            Map<String, String> names = PatternLayout.CONVERTER_CLASS_TO_KEY_MAP;
            names.put(RequestIdConverter.class.getName(), EventOverlay.REQUEST_ID);
            names.put(AsyncIdConverter.class.getName(), EventOverlay.ASYNC_ID);
            names.put(TriggerAsyncIdConverter.class.getName(), EventOverlay.TRIGGER_ASYNC_ID);
        }
    }
}
