using System.Text;
using AlbEmulator.Desync;
using BenchmarkDotNet.Attributes;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>Looking at the head of a request for what may be read in two ways: done once for every HTTP/1 request.</summary>
[MemoryDiagnoser]
public class HeadScannerBenchmarks
{
    private readonly byte[] _small = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost:8080\r\n\r\n");

    private readonly byte[] _browser = Encoding.ASCII.GetBytes(
        "GET /assets/site.css?v=3 HTTP/1.1\r\nHost: www.example.com\r\nConnection: keep-alive\r\n"
        + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36\r\n"
        + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n"
        + "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: en-US,en;q=0.9\r\nReferer: https://www.example.com/\r\n"
        + "Cookie: session=0123456789abcdef0123456789abcdef; theme=dark\r\nCache-Control: no-cache\r\n\r\n");

    private readonly byte[] _ambiguous = Encoding.ASCII.GetBytes(
        "POST /a b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nX: y\r\n z\r\n\r\n");

    [Benchmark(Baseline = true)]
    public bool Small() => HeadScanner.Scan(_small).Length > 0;

    [Benchmark]
    public bool Browser() => HeadScanner.Scan(_browser).Length > 0;

    [Benchmark]
    public bool Ambiguous() => HeadScanner.Scan(_ambiguous).Length > 0;
}
