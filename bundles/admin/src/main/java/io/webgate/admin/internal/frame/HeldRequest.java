// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A request for a plugin's page: what is answered later is framed as well, when the plugin completes it. */
final class HeldRequest extends HttpServletRequestWrapper {

    private final HeldResponse response;
    private final Ending ending;

    /** What is done when the answer is complete. */
    @FunctionalInterface
    interface Ending {
        void run() throws IOException;
    }

    HeldRequest(HttpServletRequest request, HeldResponse response, Ending ending) {
        super(request);
        this.response = response;
        this.ending = ending;
    }

    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse answer) {
        return new Later(super.startAsync(request, answer), ending);
    }

    private record Later(AsyncContext context, Ending ending) implements AsyncContext {

        @Override
        public void complete() {
            try {
                ending.run();
            } catch (IOException gone) {
                throw new UncheckedIOException("The reader is gone", gone);
            } finally {
                context.complete();
            }
        }

        @Override
        public ServletRequest getRequest() {
            return context.getRequest();
        }

        @Override
        public ServletResponse getResponse() {
            return context.getResponse();
        }

        @Override
        public boolean hasOriginalRequestAndResponse() {
            return false;
        }

        @Override
        public void dispatch() {
            throw undispatched();
        }

        @Override
        public void dispatch(String path) {
            throw undispatched();
        }

        @Override
        public void dispatch(ServletContext servlets, String path) {
            throw undispatched();
        }

        @Override
        public void start(Runnable run) {
            context.start(run);
        }

        @Override
        public void addListener(AsyncListener listener) {
            context.addListener(listener);
        }

        @Override
        public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
            context.addListener(listener, request, response);
        }

        @Override
        public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
            return context.createListener(type);
        }

        @Override
        public void setTimeout(long milliseconds) {
            context.setTimeout(milliseconds);
        }

        @Override
        public long getTimeout() {
            return context.getTimeout();
        }

        private static IllegalStateException undispatched() {
            return new IllegalStateException("A page in the frame completes its work, it does not dispatch it");
        }
    }
}
