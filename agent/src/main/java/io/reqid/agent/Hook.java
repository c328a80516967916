package io.reqid.agent;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.objectweb.asm.tree.MethodNode;

/**
 * A change of one class, switched on and off as a whole.
 *
 * @param name what messages and options call it
 * @param className the class, as class files name it
 * @param edits what is done to its methods
 */
record Hook(String name, String className, List<Edit> edits) {
    /**
     * A change of some methods of a class.
     *
     * @param selects which methods, by their names, descriptors and access flags alone
     * @param change what is done to each, and in how many places
     * @param places in how many places of the class at least it must fit; 0 if other versions may lack it
     */
    record Edit(Predicate<MethodNode> selects, ToIntFunction<MethodNode> change, int places) {}

    static Hook of(String name, String className, Edit... edits) {
        return new Hook(name, className, List.of(edits));
    }

    static Predicate<MethodNode> named(String... names) {
        List<String> known = List.of(names);
        return method -> known.contains(method.name);
    }

    static Predicate<MethodNode> method(String name, String descriptor) {
        return method -> method.name.equals(name) && method.desc.equals(descriptor);
    }

    static Edit edit(Predicate<MethodNode> selects, ToIntFunction<MethodNode> change) {
        return new Edit(selects, change, 1);
    }

    static Edit edit(int places, Predicate<MethodNode> selects, ToIntFunction<MethodNode> change) {
        return new Edit(selects, change, places);
    }
}
