package io.reqid.search.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.reqid.search.event.Event;
import io.reqid.search.event.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
    private static final Origin OTHER = new Origin("warehouse", "logs/warehouse.log", 1);

    private static TaskGraph graph(Written written) {
        return TaskGraph.of(written.log().events());
    }

    private static Task taskOf(TaskGraph graph, int event) {
        Task task = graph.taskOf(event);
        assertThat(task).as("task of event %d", event).isNotNull();
        return task;
    }

    @Test
    void taskHangsUnderTheTaskThatItsTriggerNames() {
        TaskGraph graph = graph(new Written().task(1, 0, "a").task(2, 1, "b").task(1, 0, "c"));
        assertThat(graph.tasks()).hasSize(2);
        assertThat(taskOf(graph, 1).parent()).isSameAs(taskOf(graph, 0));
        assertThat(taskOf(graph, 2)).isSameAs(taskOf(graph, 0));
        assertThat(taskOf(graph, 0).link()).isEqualTo(Task.Link.TOP);
    }

    @Test
    void taskThatIsHeardOfBeforeItsCauseHangsUnderItAllTheSame() {
        TaskGraph graph = graph(new Written().task(2, 1, "b").task(1, 0, "a"));
        assertThat(taskOf(graph, 0).parent()).isSameAs(taskOf(graph, 1));
    }

    @Test
    void taskWhoseCauseLoggedNothingIsLooseAtTheRoot() {
        Task task = taskOf(graph(new Written().task(2, 1, "b")), 0);
        assertThat(task.parent()).isNull();
        assertThat(task.link()).isEqualTo(Task.Link.UNSEEN);
        assertThat(task.trigger()).isEqualTo(1);
    }

    @Test
    void cycleIsCutAtItsFirstEvent() {
        TaskGraph graph = graph(new Written()
                .task(9, 8, "tail")
                .task(2, 3, "b")
                .task(3, 4, "c")
                .task(4, 2, "d")
                .task(8, 4, "e"));
        assertThat(taskOf(graph, 1).link()).isEqualTo(Task.Link.CYCLE);
        assertThat(taskOf(graph, 2).parent()).isSameAs(taskOf(graph, 3));
        assertThat(taskOf(graph, 3).parent()).isSameAs(taskOf(graph, 1));
        assertThat(taskOf(graph, 0).parent()).isSameAs(taskOf(graph, 4));
        assertThat(graph.parentsFirst()).containsExactlyInAnyOrderElementsOf(graph.tasks());
    }

    @Test
    void taskThatCausedItselfIsLooseAtTheRoot() {
        assertThat(taskOf(graph(new Written().task(5, 5, "a")), 0).link()).isEqualTo(Task.Link.CYCLE);
    }

    @Test
    void eventWithoutAsyncIdHasNoTask() {
        TaskGraph graph = graph(new Written().add("a", event -> event).add("b", event -> event.asyncId(0)));
        assertThat(graph.tasks()).isEmpty();
        assertThat(graph.taskOf(0)).isNull();
        assertThat(graph.taskOf(1)).isNull();
    }

    @Test
    void sameIdsOfTwoServicesAreTwoTasks() {
        TaskGraph graph =
                graph(new Written().task(1, 0, "a").in(OTHER).task(1, 0, "b").task(2, 1, "c"));
        assertThat(taskOf(graph, 1)).isNotSameAs(taskOf(graph, 0));
        assertThat(taskOf(graph, 2).parent()).isSameAs(taskOf(graph, 1));
    }

    @Test
    void sameIdsOfTwoProcessesAreTwoTasks() {
        TaskGraph graph = graph(new Written()
                .add("a", event -> event.asyncId(1).process("10"))
                .add("b", event -> event.asyncId(1).process("11")));
        assertThat(graph.tasks()).hasSize(2);
    }

    @Test
    void idWithTwoTriggersMeansTwoRunsAndWhatFollowsInTheFileIsOfTheSecond() {
        TaskGraph graph = graph(new Written()
                .task(1, 0, "before")
                .task(2, 1, "before")
                .task(3, 1, "before")
                .task(1, 0, "before or after: nothing tells")
                .task(2, 9, "after the restart")
                .task(3, 2, "after the restart")
                .task(1, 0, "after the restart"));
        assertThat(taskOf(graph, 4)).isNotSameAs(taskOf(graph, 1));
        assertThat(taskOf(graph, 5).parent()).isSameAs(taskOf(graph, 4));
        assertThat(taskOf(graph, 6)).isSameAs(taskOf(graph, 0));
        assertThat(graph.tasks()).hasSize(5);
    }

    @Test
    void processNumberThatIsUsedAgainMeansTwoRunsWhereIdsContradict() {
        TaskGraph graph = graph(new Written()
                .add("a", event -> event.asyncId(7).triggerAsyncId(1).process("1"))
                .add("b", event -> event.asyncId(7).triggerAsyncId(4).process("1")));
        assertThat(graph.tasks()).hasSize(2);
    }

    @Test
    void twoReplicasOfOneServiceStayApartEventByEvent() {
        Origin replica = new Origin("app", "host2/app.log", 1);
        TaskGraph graph = graph(new Written()
                .task(2, 1, "first")
                .in(replica)
                .task(2, 5, "second")
                .in(Written.APP)
                .task(3, 2, "first")
                .in(replica)
                .task(3, 7, "second")
                .in(Written.APP)
                .task(2, 1, "first")
                .in(replica)
                .task(2, 5, "second"));
        assertThat(graph.tasks()).hasSize(4);
        assertThat(taskOf(graph, 4)).isSameAs(taskOf(graph, 0));
        assertThat(taskOf(graph, 5)).isSameAs(taskOf(graph, 1));
        assertThat(taskOf(graph, 2).parent()).isSameAs(taskOf(graph, 0));
        assertThat(taskOf(graph, 3).parent()).isNull();
    }

    @Test
    void triggerThatIsNotPrintedContradictsNothing() {
        TaskGraph graph = graph(new Written()
                .add("a", event -> event.asyncId(2))
                .task(2, 1, "b")
                .add("c", event -> event.asyncId(2))
                .task(1, 0, "d"));
        assertThat(graph.tasks()).hasSize(2);
        assertThat(taskOf(graph, 0).parent()).isSameAs(taskOf(graph, 3));
    }

    @Test
    void parentsComeFirst() {
        List<Task> order = graph(new Written().task(3, 2, "c").task(2, 1, "b").task(1, 0, "a"))
                .parentsFirst();
        assertThat(order).extracting(Task::asyncId).containsExactly(1L, 2L, 3L);
    }

    @Test
    void noAsyncIdIsNoTask() {
        assertThat(TaskGraph.hasTask(Event.at(Written.APP, 0, new byte[0]).build()))
                .isFalse();
    }
}
