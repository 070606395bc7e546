using System.Globalization;
using AlbEmulator.Http1;
using AlbEmulator.RequestFiles;

namespace AlbEmulator.Comparisons;

/// <summary>A request of a file as the bytes that both get. Nothing is added but Host, and what says where a body ends.</summary>
internal static class RequestBytes
{
    /// <param name="request">Of the file.</param>
    /// <param name="host">That is sent where it has no Host of its own.</param>
    public static byte[] Of(WrittenRequest request, string host) => request switch
    {
        WrittenRequest.Raw raw => raw.Message,
        WrittenRequest.Parts parts => Of(parts, host),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>By which it is known whether the answer has a body.</summary>
    public static string MethodOf(WrittenRequest request) => request switch
    {
        WrittenRequest.Raw raw => WholeMessage.MethodOf(raw.Message),
        WrittenRequest.Parts parts => parts.Method,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static byte[] Of(WrittenRequest.Parts request, string host)
    {
        var message = new WireBuffer();
        message.Write($"{request.Method} {request.Url.Uri} {request.Version}\r\n");
        if (!Has(request, "Host"))
        {
            message.WriteLine("Host", host);
        }

        foreach (var (name, value) in request.Headers)
        {
            message.WriteLine(name, value);
        }

        var isChunked = Has(request, "Transfer-Encoding");
        if (request.Body is { } announced && !isChunked && !Has(request, "Content-Length"))
        {
            message.WriteLine("Content-Length", announced.Length.ToString(CultureInfo.InvariantCulture));
        }

        message.Write("\r\n"u8);
        if (request.Body is { } body)
        {
            WriteBody(message, body, isChunked);
        }

        return message.ToArray();
    }

    private static void WriteBody(WireBuffer message, byte[] body, bool isChunked)
    {
        if (!isChunked)
        {
            message.Write(body);
            return;
        }

        if (body.Length > 0)
        {
            message.WriteChunkSize(body.Length);
            message.Write(body);
            message.Write("\r\n"u8);
        }

        message.Write("0\r\n\r\n"u8);
    }

    private static bool Has(WrittenRequest.Parts request, string name) =>
        request.Headers.Any(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
}
