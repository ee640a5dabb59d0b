// SPDX-License-Identifier: Apache-2.0
package io.webgate.machine.key;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs programs as processes of this user, each for a limited time. */
final class SystemCommands implements Commands {

    /** Far more than any computer's answer. */
    private static final int LONGEST = 1 << 20;

    private final Duration patience;

    SystemCommands(Duration patience) {
        this.patience = patience;
    }

    @Override
    public byte[] run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            byte[] output = output(process).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (output.length > LONGEST) {
                throw new IOException(command.get(0) + " prints more than " + LONGEST + " bytes");
            }
            // It has closed its output, so what is left for it to do is to end
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw new IOException(command.get(0) + " ended with code " + process.exitValue());
            }
            return output;
        } catch (TimeoutException e) {
            throw new IOException(command.get(0) + " takes longer than " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(command.get(0) + " cannot be listened to", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(command.get(0) + " was interrupted").initCause(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Read on a thread of its own: a program that prints nothing and does not end must not hold us up. */
    private static CompletableFuture<byte[]> output(Process process) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (InputStream stream = process.getInputStream()) {
                        result.complete(stream.readNBytes(LONGEST + 1));
                    } catch (IOException e) {
                        result.completeExceptionally(e);
                    }
                },
                "webgate-command");
        reader.setDaemon(true);
        reader.start();
        return result;
    }
}
