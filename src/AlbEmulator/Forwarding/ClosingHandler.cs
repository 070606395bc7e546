namespace AlbEmulator.Forwarding;

/// <summary>
/// Sends a request after which the connection is to be closed over one of its own: the HTTP client would leave it to the
/// target to close, and give the connection to another request where it does not.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode"/>
/// </summary>
internal sealed class ClosingHandler(HttpMessageHandler pooled, HttpMessageHandler unpooled) : DelegatingHandler(pooled)
{
    private readonly HttpMessageInvoker _unpooled = new(unpooled);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Headers.ConnectionClose == true
            ? _unpooled.SendAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpooled.Dispose();
        }

        base.Dispose(disposing);
    }
}
