using System.Diagnostics;
using AlbEmulator.Model;
using AlbEmulator.Rules.Transforms;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Rules.Transforms;

/// <summary>
/// What transforms make of hosts and URLs.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html"/>
/// </summary>
public sealed class CompiledTransformsTests
{
    [Theory]
    // AWS's own example.
    [InlineData("/dp/B09G3HRMW", "^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1", "/product.php?id=B09G3HRMW")]
    [InlineData("/dp/B09G3HRMW/", "^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1", "/product.php?id=B09G3HRMW")]
    [InlineData("/dp/", "^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1", null)]
    [InlineData("/api/v1/x", @"^\/api\/(.+)$", "/$1", "/v1/x")]
    // The pattern sees path and query, and what is around the match stays.
    [InlineData("/dp/B09G3HRMW?ref=x", "^/dp/([A-Za-z0-9]+)/?$", "/product.php?id=$1", null)]
    [InlineData("/old/path?a=b", "^([^?]*)", "/new", "/new?a=b")]
    [InlineData("/a?id=7", @"^/a\?id=(\d+)$", "/items/$1", "/items/7")]
    [InlineData("/a/b/a/b", "/b", "/c", "/a/c/a/b")]
    [InlineData("/a", "$", "/end", "/a/end")]
    // Groups.
    [InlineData("/1/2/3", "^/(.)/(.)/(.)$", "/$3/$2/$1/$3", "/3/2/1/3")]
    [InlineData("/abcdefghi", "^/(.)(.)(.)(.)(.)(.)(.)(.)(.)$", "/$9$8$7$6$5$4$3$2$1", "/ihgfedcba")]
    [InlineData("/a", "^/(a)|(b)$", "/[$1][$2]", "/[a][]")]
    [InlineData("/a", "a", "$0$0", "/aa")]
    [InlineData("/a", "^/a", "/$1", "/")]
    [InlineData("/a", "(a)", "$10", "/a0")]
    [InlineData("/a", "a", "$$1", "/$1")]
    [InlineData("/a", "a", "$x$", "/$x$")]
    [InlineData("/a", "(a)", "${1}", "/${1}")]
    [InlineData("/abc", "^/(?:a)(b)", "/$1", "/bc")]
    // Paths are case-sensitive.
    [InlineData("/API/x", "^/api/", "/", null)]
    [InlineData("/API/x", "(?i)^/api/", "/", "/x")]
    // Bytes stay bytes; characters of the rule are UTF-8, of which each byte is one character here.
    [InlineData("/%2F%20/x", "x", "y", "/%2F%20/y")]
    [InlineData("/\u00ff/x", "x", "\u00fc", "/\u00ff/\u00c3\u00bc")]
    // It may end as it began.
    [InlineData("/a", "^/a$", "/a", "=")]
    public void Url_becomes(string uri, string regex, string replace, string? becomes)
    {
        var outcome = Url((regex, replace)).Apply(Hosts.Ask("example.com", uri));

        Assert.Equal(becomes is null ? null : "TransformSuccess", outcome.Status);
        Assert.Equal(becomes == "=" ? null : becomes, outcome.Uri);
        Assert.Null(outcome.Host);
    }

    [Theory]
    // AWS's own example; its dot before "com" is any character.
    [InlineData("mywebsite-blog.com", "^mywebsite-(.+).com$", "internal.dev.$1.myweb.com", "internal.dev.blog.myweb.com")]
    [InlineData("mywebsite.com", "^mywebsite-(.+).com$", "internal.dev.$1.myweb.com", null)]
    [InlineData("shop.example.com", @"^(.+)\.example\.com$", "$1.example.org", "shop.example.org")]
    // Only the first match: the empty one at the end is none of its own.
    [InlineData("example.com", ".*", "foo.com", "foo.com")]
    [InlineData("example.com", "EXAMPLE", "other", "other.com")]
    [InlineData("example.com", "example", "Other", "other.com")]
    [InlineData("example.com", "^.*$", "example.com:8443", "example.com:8443")]
    [InlineData("example.com", "^.*$", "[::1]:80", "[::1]:80")]
    [InlineData("example.com", "example", "example", "=")]
    // The port is part of what the pattern sees, as of what rules compare [?].
    [InlineData("example.com:8080", "^example$", "other", null)]
    [InlineData("example.com:8080", "example.com$", "other.com", null)]
    [InlineData("example.com:8080", "example", "other", "other.com:8080")]
    [InlineData("example.com:8080", "^(.+?)(:[0-9]+)?$", "inner.$1", "inner.example.com")]
    public void Host_becomes(string host, string regex, string replace, string? becomes)
    {
        var outcome = Host((regex, replace)).Apply(Hosts.Ask(host, "/"));

        Assert.Equal(becomes is null ? null : "TransformSuccess", outcome.Status);
        Assert.Equal(becomes == "=" ? null : becomes, outcome.Host);
        Assert.Null(outcome.Uri);
    }

    [Theory]
    [InlineData("^/(.*)$", "$1", "TransformInvalidPath")]
    [InlineData("^.*$", "", "TransformInvalidPath")]
    [InlineData("^.*$", "http://evil.example/", "TransformInvalidPath")]
    [InlineData("^.*$", "*", "TransformInvalidPath")]
    [InlineData("^.*$", "/a b", "TransformInvalidPath")]
    [InlineData("^.*$", "/a\r\nX-Injected: yes", "TransformInvalidPath")]
    [InlineData("^.*$", "/a\tb", "TransformInvalidPath")]
    [InlineData("^.*$", "/a\u007f", "TransformInvalidPath")]
    [InlineData("^.*$", "/a\0", "TransformInvalidPath")]
    public void Url_that_cannot_be_sent_fails(string regex, string replace, string status) =>
        Assert.Equal(new TransformOutcome(status, null, null), Url((regex, replace)).Apply(Hosts.Ask("example.com", "/path")));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\r\nX-Injected: yes")]
    [InlineData("user@example.com")]
    [InlineData("bücher.example")]
    public void Host_that_cannot_be_sent_fails(string replace) =>
        Assert.Equal(
            new TransformOutcome("TransformInvalidHost", null, null), Host(("^.*$", replace)).Apply(Hosts.Ask("example.com", "/")));

    [Fact]
    public void Url_longer_than_a_request_line_may_be_fails()
    {
        var transforms = Url(("^/(.*)$", "/$1$1$1"));

        Assert.Equal("TransformSuccess", transforms.Apply(Hosts.Ask("example.com", "/" + new string('x', 5461))).Status);
        Assert.Equal("TransformBufferTooSmall", transforms.Apply(Hosts.Ask("example.com", "/" + new string('x', 5462))).Status);
    }

    [Fact]
    public void First_rewrite_whose_pattern_matches_is_the_one_that_is_done()
    {
        // AWS does not say what several rewrites do; the first match, as with rules.
        var transforms = Url(("^/b", "/never"), ("^/a", "/b"), ("^/a", "/c"), ("^/b", "/d"));

        Assert.Equal("/b", transforms.Apply(Hosts.Ask("example.com", "/a")).Uri);
        Assert.Equal("/never", transforms.Apply(Hosts.Ask("example.com", "/b")).Uri);
        Assert.Null(transforms.Apply(Hosts.Ask("example.com", "/z")).Status);
    }

    [Fact]
    public void Host_and_url_are_both_rewritten_and_fail_together()
    {
        var both = Compile(
            new Transform.HostHeaderRewrite([new Rewrite("^a", "b")]), new Transform.UrlRewrite([new Rewrite("^/a", "/b")]));
        var half = Compile(
            new Transform.HostHeaderRewrite([new Rewrite("^a", "b")]), new Transform.UrlRewrite([new Rewrite("^/a", "b")]));

        Assert.Equal(new TransformOutcome("TransformSuccess", "b.com", "/b"), both.Apply(Hosts.Ask("a.com", "/a")));
        Assert.Equal(new TransformOutcome("TransformSuccess", "b.com", null), both.Apply(Hosts.Ask("a.com", "/z")));
        Assert.Equal(new TransformOutcome("TransformSuccess", null, "/b"), both.Apply(Hosts.Ask("z.com", "/a")));
        Assert.Equal(default, both.Apply(Hosts.Ask("z.com", "/z")));
        Assert.Equal(new TransformOutcome("TransformInvalidPath", null, null), half.Apply(Hosts.Ask("a.com", "/a")));
    }

    [Fact]
    public void Request_without_a_host_has_none_to_rewrite() => Assert.Equal(default, Host((".*", "b.com")).Apply(Hosts.Ask(null, "/")));

    [Fact]
    public void Rule_without_transforms_has_none() => Assert.Null(CompiledTransforms.Compile([]));

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("(.*)*b$")]
    [InlineData("^/(a*)(a*)(a*)(a*)b")]
    public void Pattern_made_to_blow_up_costs_less_than_a_millisecond(string regex)
    {
        var transforms = Url((regex, "/"));
        var uri = "/" + new string('a', 8 * 1024) + "!";

        // The best of several: the machine may be busy, and the first builds what the others use.
        var best = Enumerable.Range(0, 20).Min(_ =>
        {
            var timer = Stopwatch.StartNew();
            transforms.Apply(Hosts.Ask("example.com", uri));
            return timer.Elapsed;
        });

        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
    }

    private static CompiledTransforms Url(params (string Regex, string Replace)[] rewrites) =>
        Compile(new Transform.UrlRewrite([.. rewrites.Select(rewrite => new Rewrite(rewrite.Regex, rewrite.Replace))]));

    private static CompiledTransforms Host(params (string Regex, string Replace)[] rewrites) =>
        Compile(new Transform.HostHeaderRewrite([.. rewrites.Select(rewrite => new Rewrite(rewrite.Regex, rewrite.Replace))]));

    private static CompiledTransforms Compile(params Transform[] transforms) => CompiledTransforms.Compile(transforms)!;
}
