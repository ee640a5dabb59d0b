// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import org.jspecify.annotations.Nullable;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The answer of a plugin's servlet: HTML and errors are held back, so that the frame can be put around them; everything
 * else passes as it is written. Which of both is decided when the body begins. For one request; not thread-safe, as a
 * response never is.
 */
final class HeldResponse extends HttpServletResponseWrapper {

    private final Held held = new Held();
    private final int most;
    private final boolean pagesWanted;

    private boolean large;
    private boolean passing;
    private long length = -1;
    private int error;
    private @Nullable PrintWriter writer;

    /**
     * @param most bytes of HTML that are held
     * @param pagesWanted the reader takes an error as a page
     */
    HeldResponse(HttpServletResponse response, int most, boolean pagesWanted) {
        super(response);
        this.most = most;
        this.pagesWanted = pagesWanted;
    }

    /** The status of an error that the servlet sent; empty where it sent none, or it has passed. */
    OptionalInt error() {
        return error == 0 ? OptionalInt.empty() : OptionalInt.of(error);
    }

    /** More was written than may be held. */
    boolean isTooLarge() {
        if (writer != null) {
            writer.flush();
        }
        return large;
    }

    /** Whether HTML was held back. */
    boolean holdsHtml() {
        return !passing && error == 0 && isHtml() && getStatus() != HttpServletResponse.SC_NO_CONTENT && !isRedirect();
    }

    String html() {
        if (writer != null) {
            writer.flush();
        }
        return held.bytes.toString(charset());
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return holds() ? held : passed().getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (!holds()) {
            return passed().getWriter();
        }
        if (writer == null) {
            writer = new PrintWriter(new OutputStreamWriter(held, charset()));
        }
        return writer;
    }

    @Override
    public void sendError(int status) throws IOException {
        sendError(status, "");
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        if (passing || !pagesWanted) {
            passed().sendError(status);
        } else {
            held.bytes.reset();
            error = status;
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        held.bytes.reset();
        passed().sendRedirect(location);
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!holds()) {
            passed().flushBuffer();
        }
    }

    @Override
    public void resetBuffer() {
        held.bytes.reset();
        super.resetBuffer();
    }

    @Override
    public void reset() {
        held.bytes.reset();
        error = 0;
        length = -1;
        super.reset();
    }

    @Override
    public void setContentLength(int bytes) {
        setContentLengthLong(bytes);
    }

    @Override
    public void setContentLengthLong(long bytes) {
        if (passing) {
            super.setContentLengthLong(bytes);
        } else {
            length = bytes;
        }
    }

    @Override
    public void setHeader(String name, String value) {
        if (!isLength(name, value)) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!isLength(name, value)) {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        if (!isLength(name, Integer.toString(value))) {
            super.setIntHeader(name, value);
        }
    }

    /** Without a body there was no moment to decide: then what was kept back is told now. */
    void finish() {
        if (!passing && length >= 0) {
            super.setContentLengthLong(length);
        }
    }

    private boolean isLength(String name, String value) {
        if (!name.equalsIgnoreCase("Content-Length")) {
            return false;
        }
        setContentLengthLong(Long.parseLong(value));
        return true;
    }

    private boolean holds() {
        return !passing && isHtml();
    }

    private HttpServletResponse passed() {
        if (!passing) {
            passing = true;
            if (length >= 0) {
                super.setContentLengthLong(length);
            }
        }
        return (HttpServletResponse) getResponse();
    }

    private boolean isRedirect() {
        return getStatus() >= 300 && getStatus() < 400;
    }

    private boolean isHtml() {
        String type = getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    /** As the servlet named it; a servlet that names none means UTF-8, not what the standard once chose for it. */
    private Charset charset() {
        String type = getContentType();
        boolean named = type != null && type.toLowerCase(Locale.ROOT).contains("charset=");
        return named ? Charset.forName(getCharacterEncoding()) : StandardCharsets.UTF_8;
    }

    /** Keeps up to the bound and forgets the rest. */
    private final class Held extends ServletOutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int from, int count) {
            if (bytes.size() + count > most) {
                large = true;
            } else {
                bytes.write(some, from, count);
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException(
                    "A page in the frame is written without a listener: memory takes it at once");
        }
    }
}
