package io.reqid.agent;

import java.util.List;

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
     * @param methods which methods
     * @param change what is done to each
     * @param places in how many places of the class at least it must fit; 0 if other versions may lack it
     */
    record Edit(Methods methods, Change change, int places) {}

    static Hook of(String name, String className, Edit... edits) {
        return new Hook(name, className, List.of(edits));
    }

    static Edit edit(Methods methods, Change change) {
        return new Edit(methods, change, 1);
    }

    static Edit edit(int places, Methods methods, Change change) {
        return new Edit(methods, change, places);
    }
}
