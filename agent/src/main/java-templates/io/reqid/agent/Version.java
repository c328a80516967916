package io.reqid.agent;

/** The version of the agent and of the store in its jar. */
final class Version {
    static final String NUMBER = "${project.version}";

    private Version() {}
}
