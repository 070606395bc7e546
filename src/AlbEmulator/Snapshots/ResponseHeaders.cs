using AlbEmulator.Model;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Snapshots;

/// <summary>
/// What the attributes of a listener change in the headers of every response, ready-made.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html#insert-header"/>
/// </summary>
internal sealed class ResponseHeaders
{
    private readonly KeyValuePair<string, StringValues>[] _headers;

    private ResponseHeaders(ListenerAttributes attributes)
    {
        HasServer = attributes.HasServerHeader;
        _headers = [.. attributes.ResponseHeaders.Select(header => KeyValuePair.Create(header.Key, new StringValues(header.Value)))];
        Lines = string.Concat(attributes.ResponseHeaders.Select(header => $"{header.Key}: {header.Value}\r\n"));
    }

    /// <summary>Whether the load balancer's own answers name it.</summary>
    public bool HasServer { get; }

    /// <summary>Each with its end.</summary>
    public string Lines { get; }

    /// <summary>Null where nothing is changed.</summary>
    public static ResponseHeaders? Of(ListenerAttributes attributes) =>
        attributes.HasServerHeader && attributes.ResponseHeaders.Count == 0 ? null : new ResponseHeaders(attributes);

    /// <summary>Whether what a target says under this name is replaced.</summary>
    public bool Replaces(string name)
    {
        foreach (var (replaced, _) in _headers)
        {
            if (name.Equals(replaced, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds them to a response, or replaces what it has.</summary>
    public void Write(IHeaderDictionary response)
    {
        foreach (var (name, value) in _headers)
        {
            response[name] = value;
        }
    }
}
