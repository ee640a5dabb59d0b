// SPDX-License-Identifier: Apache-2.0
package io.webgate.rest.internal.events;

import org.jspecify.annotations.Nullable;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/** A container's end of one stream: takes what is written while it is told to. */
final class FakeConnection {

    private final ByteArrayOutputStream flushed = new ByteArrayOutputStream();
    private final Body body = new Body();
    boolean takes = true;
    boolean broken;
    int completions;
    private @Nullable WriteListener listener;

    /** Opens the connection as a container does after the servlet has returned. */
    FakeConnection(EventStream stream) {
        try {
            stream.start(fake(AsyncContext.class));
            writePossible();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    void writePossible() throws IOException {
        if (listener != null) {
            listener.onWritePossible();
        }
    }

    /** What has reached the reader. */
    String read() {
        String text = flushed.toString(StandardCharsets.UTF_8);
        flushed.reset();
        return text;
    }

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this::answer));
    }

    private @Nullable Object answer(Object proxy, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "getResponse" -> {
                return fake(ServletResponse.class);
            }
            case "getOutputStream" -> {
                return body;
            }
            case "complete" -> completions++;
            case "setTimeout", "addListener" -> {}
            default -> throw new UnsupportedOperationException(method.getName());
        }
        return null;
    }

    private final class Body extends ServletOutputStream {

        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

        @Override
        public boolean isReady() {
            return takes;
        }

        @Override
        public void setWriteListener(WriteListener writer) {
            listener = writer;
        }

        @Override
        public void write(int one) throws IOException {
            if (broken) {
                throw new IOException("Broken pipe");
            }
            if (!takes) {
                throw new IllegalStateException("Written without asking");
            }
            buffer.write(one);
        }

        @Override
        public void flush() throws IOException {
            buffer.writeTo(flushed);
            buffer.reset();
        }
    }
}
