using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace AlbEmulator.WebConsole;

/// <summary>A file of the console. Each way in which it is sent is made when it is first asked for, and kept.</summary>
/// <param name="name">Which says by its end what is in it.</param>
/// <param name="read">Gives what is in it.</param>
internal sealed class ConsoleFile(string name, Func<byte[]> read)
{
    private readonly Lazy<byte[]> _plain = new(read);
    private Lazy<byte[]>? _gzip;
    private Lazy<byte[]>? _brotli;
    private EntityTagHeaderValue? _tag;

    public string ContentType => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".json" => "application/json; charset=utf-8",
        var other => throw new InvalidOperationException($"The console has no content type for {other}."),
    };

    /// <summary>Of what is in it, however it is compressed.</summary>
    public EntityTagHeaderValue Tag =>
        _tag ??= new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(_plain.Value).AsSpan(0, 12))}\"", isWeak: true);

    /// <param name="encoding"><c>br</c>, <c>gzip</c>, or anything else for what is sent as it is.</param>
    public byte[] Bytes(string? encoding) => encoding switch
    {
        "br" => Kept(ref _brotli, static to => new BrotliStream(to, CompressionLevel.Optimal, leaveOpen: true)),
        "gzip" => Kept(ref _gzip, static to => new GZipStream(to, CompressionLevel.SmallestSize, leaveOpen: true)),
        _ => _plain.Value,
    };

    private byte[] Kept(ref Lazy<byte[]>? kept, Func<Stream, Stream> compress)
    {
        var made = new Lazy<byte[]>(() =>
        {
            using var output = new MemoryStream();
            using (var compressed = compress(output))
            {
                compressed.Write(_plain.Value);
            }

            return output.ToArray();
        });
        return (Interlocked.CompareExchange(ref kept, made, null) ?? made).Value;
    }
}
