package io.reqid.agent;

import org.objectweb.asm.Opcodes;

/** Some methods of a class, told by their names, descriptors and access flags alone. */
abstract class Methods {
    /** {@return whether a method is one of them} */
    abstract boolean include(int access, String name, String descriptor);

    static Methods all() {
        return new Flagged(0, 0);
    }

    static Methods allPublic() {
        return new Flagged(Opcodes.ACC_PUBLIC, 0);
    }

    /** Methods of some names, whatever they take. */
    static Methods named(String... names) {
        return new Named(names, new String[0], "");
    }

    /** Methods whose names begin in one of some ways. */
    static Methods beginning(String... beginnings) {
        return new Named(new String[0], beginnings, "");
    }

    /** Methods whose names end in a way. */
    static Methods ending(String ending) {
        return new Named(new String[0], new String[0], ending);
    }

    static Methods method(String name, String descriptor) {
        return new Described(name, descriptor);
    }

    /** Of these methods, those that javac did not add for the sake of a narrower type. */
    final Methods exceptBridges() {
        return new Combined(this, new Flagged(0, Opcodes.ACC_BRIDGE), true);
    }

    /** These methods and others. */
    final Methods or(Methods others) {
        return new Combined(this, others, false);
    }

    /** Of these methods, those that are none of some others. */
    final Methods except(Methods others) {
        return new Without(this, others);
    }

    private static final class Without extends Methods {
        private final Methods wanted;
        private final Methods unwanted;

        Without(Methods wanted, Methods unwanted) {
            this.wanted = wanted;
            this.unwanted = unwanted;
        }

        @Override
        boolean include(int access, String name, String descriptor) {
            return wanted.include(access, name, descriptor) && !unwanted.include(access, name, descriptor);
        }
    }

    private static final class Named extends Methods {
        private final String[] names;
        private final String[] beginnings;
        private final String ending;

        Named(String[] names, String[] beginnings, String ending) {
            this.names = names;
            this.beginnings = beginnings;
            this.ending = ending;
        }

        @Override
        boolean include(int access, String name, String descriptor) {
            for (String candidate : names) {
                if (candidate.equals(name)) {
                    return true;
                }
            }
            for (String beginning : beginnings) {
                if (name.startsWith(beginning)) {
                    return true;
                }
            }
            return !ending.isEmpty() && name.endsWith(ending);
        }
    }

    private static final class Described extends Methods {
        private final String name;
        private final String descriptor;

        Described(String name, String descriptor) {
            this.name = name;
            this.descriptor = descriptor;
        }

        @Override
        boolean include(int access, String name, String descriptor) {
            return this.name.equals(name) && this.descriptor.equals(descriptor);
        }
    }

    private static final class Flagged extends Methods {
        private final int required;
        private final int excluded;

        Flagged(int required, int excluded) {
            this.required = required;
            this.excluded = excluded;
        }

        @Override
        boolean include(int access, String name, String descriptor) {
            return (access & required) == required && (access & excluded) == 0;
        }
    }

    private static final class Combined extends Methods {
        private final Methods first;
        private final Methods second;
        private final boolean both;

        Combined(Methods first, Methods second, boolean both) {
            this.first = first;
            this.second = second;
            this.both = both;
        }

        @Override
        boolean include(int access, String name, String descriptor) {
            return first.include(access, name, descriptor)
                    ? !both || second.include(access, name, descriptor)
                    : !both && second.include(access, name, descriptor);
        }
    }
}
