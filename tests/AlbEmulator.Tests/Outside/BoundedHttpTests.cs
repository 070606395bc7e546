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
        using var others = new Others();
        using var client = new BoundedHttp(Timeout.InfiniteTimeSpan, 100).Create(others);
        var (used, _) = OnThread(() => client.GetAsync(Anywhere, HttpCompletionOption.ResponseHeadersRead).ContinueWith(
            answer =>
            {
                answer.Result.Dispose();
                return Thread.CurrentThread;
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default));

        var (_, sockets) = OnThread(() => others.Answer("hello"));

        Assert.NotSame(sockets, await used);
    }

    [Fact]
    public async Task An_answer_is_given_with_its_headers()
    {
        using var others = new Others();
        using var client = new BoundedHttp(Timeout.InfiniteTimeSpan, 5).Create(others);
        var asked = client.GetAsync(Anywhere, HttpCompletionOption.ResponseHeadersRead);

        others.Answer("hello");

        using var answer = await asked;
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_answer_that_is_longer_cannot_be_read()
    {
        using var others = new Others();
        using var client = new BoundedHttp(Timeout.InfiniteTimeSpan, 4).Create(others);
        var asked = client.GetAsync(Anywhere, HttpCompletionOption.ResponseHeadersRead);

        others.Answer("hello");

        using var answer = await asked;
        var reading = await Record.ExceptionAsync(() => answer.Content.ReadAsStringAsync());
        Assert.IsAssignableFrom<IOException>(reading is HttpRequestException { InnerException: { } inner } ? inner : reading);
    }

    /// <summary>Does it on a thread of its own, which is nobody's: there what waits for something goes on where that is done.</summary>
    private static (T Done, Thread By) OnThread<T>(Func<T> work)
    {
        var done = default(T);
        var thread = new Thread(() => done = work());
        thread.Start();
        thread.Join();
        return (done!, thread);
    }

    /// <summary>Those who are asked. Whatever waits for their answer goes on within the call that gives it.</summary>
    private sealed class Others : HttpMessageHandler
    {
        private readonly TaskCompletionSource<HttpResponseMessage> _answer = new();

        public bool Answer(string text) =>
            _answer.TrySetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) });

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _answer.Task;
    }
}
