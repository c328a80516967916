package io.reqid.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HooksTest {
    /** They are made when a class is seen whose name begins as one of a library does. */
    @Test
    void everyHookOfALibraryIsFoundByTheNameOfItsClass() {
        assertThat(Hooks.ofLibraries()).hasSizeGreaterThan(60).allMatch(hook -> Hooks.isOfLibrary(hook.className()));
    }

    @Test
    void classesOfTheJdkAreOfNoLibrary() {
        assertThat(Hooks.ofJdk()).hasSizeGreaterThan(30).noneMatch(hook -> Hooks.isOfLibrary(hook.className()));
    }
}
