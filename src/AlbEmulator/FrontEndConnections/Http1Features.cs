using System.Collections;
using System.IO.Pipelines;
using AlbEmulator.Http1;
using AlbEmulator.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace AlbEmulator.FrontEndConnections;

/// <summary>
/// What ASP.NET and YARP ask of a server, for a request over HTTP/1. What nobody asks of a load balancer's requests is refused.
/// </summary>
internal sealed class Http1Features(Http1Exchange exchange) :
    IFeatureCollection,
    IHttpRequestFeature,
    IHttpRequestBodyDetectionFeature,
    IHttpRequestLifetimeFeature,
    IHttpRequestTrailersFeature,
    IHttpUpgradeFeature,
    IHttpResponseFeature,
    IHttpResponseBodyFeature,
    IServiceProvidersFeature
{
    private readonly Dictionary<Type, object> _others = [];
    private AlbRequest? _request;
    private Stream? _body;
    private IHeaderDictionary? _trailers;
    private (Func<object, Task> Callback, object State)? _completed;

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public string Protocol
    {
        get => exchange.IsHttp10 ? HttpProtocol.Http10 : HttpProtocol.Http11;
        set => throw new NotSupportedException();
    }

    public string Scheme
    {
        get => exchange.Connection.Scheme;
        set => throw new NotSupportedException();
    }

    public string Method
    {
        get => exchange.Method;
        set => throw new NotSupportedException();
    }

    public string PathBase { get; set; } = "";

    public string Path { get; set; } = "/";

    public string QueryString { get; set; } = "";

    public string RawTarget
    {
        get => exchange.Target;
        set => throw new NotSupportedException();
    }

    IHeaderDictionary IHttpRequestFeature.Headers
    {
        get => exchange.Headers;
        set => throw new NotSupportedException();
    }

    Stream IHttpRequestFeature.Body
    {
        get => _body ?? exchange.Body;
        set => _body = value;
    }

    public bool CanHaveBody => exchange.Body.IsThere;

    public CancellationToken RequestAborted
    {
        get => exchange.Connection.Left;
        set => throw new NotSupportedException();
    }

    bool IHttpRequestTrailersFeature.Available => exchange.Body.HasEnded;

    IHeaderDictionary IHttpRequestTrailersFeature.Trailers => _trailers ??= TrailerSection.Read(exchange.Body.Trailers.Span);

    public bool IsUpgradableRequest => exchange.IsUpgradable;

    int IHttpResponseFeature.StatusCode
    {
        get => exchange.Response.StatusCode;
        set => exchange.Response.StatusCode = value;
    }

    /// <summary>The target's stands in the head that it sent.</summary>
    public string? ReasonPhrase { get; set; }

    IHeaderDictionary IHttpResponseFeature.Headers
    {
        get => exchange.Response.Headers;
        set => throw new NotSupportedException();
    }

    Stream IHttpResponseFeature.Body
    {
        get => exchange.Response;
        set => throw new NotSupportedException();
    }

    public bool HasStarted => exchange.Response.HasStarted;

    Stream IHttpResponseBodyFeature.Stream => exchange.Response;

    PipeWriter IHttpResponseBodyFeature.Writer => throw new NotSupportedException();

    IServiceProvider IServiceProvidersFeature.RequestServices
    {
        get => exchange.Connection.Services;
        set => throw new NotSupportedException();
    }

    public object? this[Type key]
    {
        get => Find(key);
        set => Put(key, value);
    }

    /// <summary>The request has ended.</summary>
    public void End()
    {
        _request = null;
        _body = null;
        _trailers = null;
        _completed = null;
        ReasonPhrase = null;
        if (_others.Count > 0)
        {
            _others.Clear();
            Revision++;
        }
    }

    /// <summary>The last byte of the answer is on its way.</summary>
    public Task CompleteAsync() => _completed is var (callback, state) ? callback(state) : Task.CompletedTask;

    public TFeature? Get<TFeature>() =>
        typeof(TFeature) == typeof(AlbRequest) ? (TFeature?)(object?)_request : (TFeature?)Find(typeof(TFeature));

    public void Set<TFeature>(TFeature? instance)
    {
        if (typeof(TFeature) == typeof(AlbRequest))
        {
            _request = (AlbRequest?)(object?)instance;
        }
        else
        {
            Put(typeof(TFeature), instance);
        }
    }

    public void Abort() => exchange.Connection.Abort();

    public Task<Stream> UpgradeAsync() => exchange.UpgradeAsync();

    public void OnStarting(Func<object, Task> callback, object state) => throw new NotSupportedException();

    public void OnCompleted(Func<object, Task> callback, object state) => _completed = _completed is null
        ? (callback, state)
        : throw new NotSupportedException();

    void IHttpResponseBodyFeature.DisableBuffering()
    {
        // There is none.
    }

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) => exchange.Response.FlushHeadAsync().AsTask();

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task IHttpResponseBodyFeature.CompleteAsync() => exchange.Response.CompleteAsync().AsTask();

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _others.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private object? Find(Type key) =>
        key == typeof(IHttpRequestFeature) || key == typeof(IHttpResponseFeature) || key == typeof(IHttpResponseBodyFeature)
        || key == typeof(IHttpRequestBodyDetectionFeature) || key == typeof(IHttpUpgradeFeature)
        || key == typeof(IHttpRequestLifetimeFeature) || key == typeof(IServiceProvidersFeature)
            ? this
            : key == typeof(ClientConnection) ? exchange.Connection
            : key == typeof(IHttpRequestTrailersFeature) ? this
            : _others.GetValueOrDefault(key);

    private void Put(Type key, object? instance)
    {
        Revision++;
        if (instance is null)
        {
            _others.Remove(key);
        }
        else
        {
            _others[key] = instance;
        }
    }
}
