package io.reqid.agent;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * A class as some hooks change it. Only methods that an edit selects are taken apart; all others are copied as the bytes
 * that they are, which is most of what makes the agent start fast.
 */
final class EditedClass extends ClassVisitor {
    private final List<Edit> edits = new ArrayList<>();
    private final ClassReader original;
    private final ClassWriter writer;

    /** An edit of a hook, and in how many places it has fitted. */
    private static final class Edit {
        final Hook hook;
        final Hook.Edit edit;
        int places;

        Edit(Hook hook, Hook.Edit edit) {
            this.hook = hook;
            this.edit = edit;
        }
    }

    private EditedClass(ClassReader original, ClassWriter writer) {
        super(Opcodes.ASM9, writer);
        this.original = original;
        this.writer = writer;
    }

    static EditedClass of(byte[] classFile, List<Hook> hooks) {
        ClassReader original = new ClassReader(classFile);
        EditedClass edited = new EditedClass(original, new ClassWriter(original, ClassWriter.COMPUTE_MAXS));
        for (Hook hook : hooks) {
            for (Hook.Edit edit : hook.edits()) {
                edited.edits.add(new Edit(hook, edit));
            }
        }
        original.accept(edited, ClassReader.EXPAND_FRAMES);
        return edited;
    }

    /** {@return a hook that did not fit; null if all did} */
    @Nullable
    Hook unfit() {
        for (Edit edit : edits) {
            if (edit.places < edit.edit.places()) {
                return edit.hook;
            }
        }
        return null;
    }

    /** {@return in how many places the edits of a hook fitted, and in how many they had to} */
    String explain(Hook hook) {
        StringBuilder explanation = new StringBuilder("found");
        for (Edit edit : edits) {
            if (edit.hook == hook) {
                explanation.append(' ').append(edit.places).append(" of ").append(edit.edit.places());
            }
        }
        return explanation
                .append(" places in ")
                .append(original.getClassName().replace('/', '.'))
                .toString();
    }

    byte[] toByteArray() {
        return writer.toByteArray();
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor copy = super.visitMethod(access, name, descriptor, signature, exceptions);
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
            return copy;
        }
        List<Edit> selecting = selecting(access, name, descriptor);
        return selecting.isEmpty()
                ? copy
                : new EditedMethod(access, name, descriptor, signature, exceptions, selecting, copy);
    }

    private List<Edit> selecting(int access, String name, String descriptor) {
        List<Edit> selecting = List.of();
        for (Edit edit : edits) {
            if (edit.edit.methods().include(access, name, descriptor)) {
                if (selecting.isEmpty()) {
                    selecting = new ArrayList<>(2);
                }
                selecting.add(edit);
            }
        }
        return selecting;
    }

    /** A method that is read whole, changed, and written. */
    private static final class EditedMethod extends MethodNode {
        private final List<Edit> edits;
        private final MethodVisitor writer;

        EditedMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions,
                List<Edit> edits,
                MethodVisitor writer) {
            super(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
            this.edits = edits;
            this.writer = writer;
        }

        @Override
        public void visitEnd() {
            for (Edit edit : edits) {
                edit.places += edit.edit.change().apply(this);
            }
            accept(writer);
        }
    }
}
