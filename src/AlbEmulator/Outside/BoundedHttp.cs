using Amazon.Runtime;

namespace AlbEmulator.Outside;

/// <summary>
/// How AWS's SDK asks what is somewhere else, and may be anything: no longer than a time, and no more of an answer than a
/// size. The SDK reads errors and documents to their end, wherever that is.
/// </summary>
/// <param name="patience">Until the head of an answer is there.</param>
/// <param name="longest">What is read of an answer, in bytes; beyond it reading fails.</param>
internal sealed class BoundedHttp(TimeSpan patience, long longest) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        Create(new SocketsHttpHandler { AllowAutoRedirect = clientConfig.AllowAutoRedirect, UseCookies = false });

    /// <param name="asking">Who asks.</param>
    internal HttpClient Create(HttpMessageHandler asking) => new(new Handler(asking, longest)) { Timeout = patience };

    private sealed class Handler(HttpMessageHandler asking, long longest) : DelegatingHandler(asking)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);

            // What the SDK does next is to read, and it waits for what has not come: not on the thread that sockets need for it.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var content = new StreamContent(new BoundedStream(await response.Content.ReadAsStreamAsync(cancellationToken), longest));
            foreach (var (name, values) in response.Content.Headers.NonValidated)
            {
                content.Headers.TryAddWithoutValidation(name, values);
            }

            response.Content = content;
            return response;
        }
    }
}
