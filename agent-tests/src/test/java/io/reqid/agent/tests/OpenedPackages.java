package io.reqid.agent.tests;

/** A program that says which of the packages that the agent has opened for itself are open to the application. */
final class OpenedPackages {
    private OpenedPackages() {}

    public static void main(String[] arguments) {
        Module jdk = Object.class.getModule();
        Module application = OpenedPackages.class.getModule();
        System.out.println("jdk.internal.misc " + jdk.isExported("jdk.internal.misc", application));
        System.out.println("jdk.internal.module " + jdk.isExported("jdk.internal.module", application));
        System.out.println("java.lang.invoke " + jdk.isOpen("java.lang.invoke", application));
    }
}
