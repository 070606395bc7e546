using System.Net;
using AlbEmulator.Outside;

namespace AlbEmulator.Tests.Outside;

/// <summary>How AWS's SDK asks others.</summary>
public sealed class BoundedHttpTests
{
    private static readonly Uri Anywhere = new("http://127.0.0.1:1/");

    /// <summary>
    /// Answers come on a thread that sockets need. The SDK waits for the rest of an answer without giving its thread back, and the rest
    /// would never come if it waited on that one.
    /// </summary>
    [Fact]
    public async Task What_is_done_with_an_answer_is_done_on_another_thread_than_it_came_on()
    {
        using var sockets = new SocketThread();
        using var client = new BoundedHttp(Timeout.InfiniteTimeSpan, 100).Create(sockets);
        var usedOn = client.GetAsync(Anywhere, HttpCompletionOption.ResponseHeadersRead).ContinueWith(
            answer =>
            {
                answer.Result.Dispose();
                return Environment.CurrentManagedThreadId;
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        sockets.Answer("hello");

        Assert.NotEqual(sockets.ThreadId, await usedOn);
    }

    [Fact]
    public async Task An_answer_is_given_with_its_headers()
    {
        using var sockets = new SocketThread();
        using var client = new BoundedHttp(Timeout.InfiniteTimeSpan, 5).Create(sockets);
        var asked = client.GetAsync(Anywhere, HttpCompletionOption.ResponseHeadersRead);

        sockets.Answer("hello");

        using var answer = await asked;
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_answer_that_is_longer_cannot_be_read()
    {
        using var sockets = new SocketThread();
        using var client = new BoundedHttp(Timeout.InfiniteTimeSpan, 4).Create(sockets);
        var asked = client.GetAsync(Anywhere, HttpCompletionOption.ResponseHeadersRead);

        sockets.Answer("hello");

        using var answer = await asked;
        var reading = await Record.ExceptionAsync(() => answer.Content.ReadAsStringAsync());
        Assert.IsAssignableFrom<IOException>(reading is HttpRequestException { InnerException: { } inner } ? inner : reading);
    }

    /// <summary>Answers on a thread of its own, which goes on with whatever waits for the answer.</summary>
    private sealed class SocketThread : HttpMessageHandler
    {
        private readonly TaskCompletionSource<HttpResponseMessage> _answer = new();

        public int ThreadId { get; private set; }

        public void Answer(string text)
        {
            var thread = new Thread(() => _answer.SetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) }));
            ThreadId = thread.ManagedThreadId;
            thread.Start();
            thread.Join();
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _answer.Task;
    }
}
