// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.ExitCode;
import io.webgate.host.Home;
import io.webgate.host.HomeLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends the process that holds the home's lock, and waits for it: works also for a host whose HTTP does not answer. */
@Command(name = "stop", mixinStandardHelpOptions = true, description = "Stops the running host and waits for its end.")
final class StopCommand implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 60;

    @Mixin
    private final HostOptions host = new HostOptions();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Home home = host.home();
        long pid = HomeLock.holder(home).orElseThrow(() -> HostClient.notRunning(home));
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow(() -> HostClient.notRunning(home));
        if (!process.destroy()) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    Bilingual.text(
                            "Process " + pid + " belongs to another user: stop it as that user.",
                            "Процесс " + pid + " принадлежит другому пользователю: остановите его от его имени."));
        }
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    Bilingual.text(
                            "Process " + pid + " still runs after " + PATIENCE_SECONDS + " s.",
                            "Процесс " + pid + " всё ещё работает спустя " + PATIENCE_SECONDS + " с."),
                    e);
        }
        host.say(Bilingual.text("Stopped.", "Остановлен."));
        return ExitCode.DONE;
    }
}
