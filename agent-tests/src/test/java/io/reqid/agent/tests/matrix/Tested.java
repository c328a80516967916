package io.reqid.agent.tests.matrix;

/** The one kind of context that this run of a program is about, named by the system property {@code matrix.subject}. */
final class Tested {
    static final Subject SUBJECT = make(System.getProperty("matrix.subject", RequestSubject.class.getName()));

    private Tested() {}

    private static Subject make(String className) {
        try {
            return Class.forName(className)
                    .asSubclass(Subject.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no subject " + className, e);
        }
    }
}
