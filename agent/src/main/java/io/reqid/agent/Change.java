package io.reqid.agent;

import org.objectweb.asm.tree.MethodNode;

/**
 * What is done to a method body. Not a function, of which the hooks would need some hundred: to link a lambda costs the
 * start more than to load the class that stands for all changes of a kind.
 */
abstract class Change {
    /** Changes a method, and returns in how many places. */
    abstract int apply(MethodNode method);

    /** {@return both changes, one after the other, in the places of both} */
    Change and(Change next) {
        return new Both(this, next);
    }

    private static final class Both extends Change {
        private final Change first;
        private final Change second;

        Both(Change first, Change second) {
            this.first = first;
            this.second = second;
        }

        @Override
        int apply(MethodNode method) {
            return first.apply(method) + second.apply(method);
        }
    }
}
