using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

/// <summary>
/// The table of security policies.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html"/>
/// </summary>
public sealed class SslPoliciesTests
{
    [Fact]
    public void Every_policy_has_a_name_of_its_own_and_ciphers()
    {
        Assert.Equal(SslPolicies.Known.Count, SslPolicies.Known.DistinctBy(policy => policy.Name).Count());
        Assert.All(SslPolicies.Known, policy => Assert.Same(policy, SslPolicies.Find(policy.Name)));
        Assert.All(SslPolicies.Known, policy => Assert.NotEmpty(policy.Ciphers));
    }

    [Fact]
    public void Policies_have_ciphers_of_tls_1_3_where_they_have_its_protocol() => Assert.All(
        SslPolicies.Known,
        policy => Assert.Equal(
            policy.Newest == TlsVersion.Tls13,
            policy.Ciphers.Any(cipher => cipher.StartsWith("TLS_", StringComparison.Ordinal))));

    [Theory]
    [InlineData("TLS13-1-3-2021-06", TlsVersion.Tls13, TlsVersion.Tls13, "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256")]
    [InlineData("TLS13-1-3-FIPS-2023-04", TlsVersion.Tls13, TlsVersion.Tls13, "TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384")]
    [InlineData("FS-1-2-Res-2020-10", TlsVersion.Tls12, TlsVersion.Tls12, "ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384")]
    [InlineData("TLS13-1-3-RFC9151-FIPS-2023-07", TlsVersion.Tls13, TlsVersion.Tls13, "TLS_AES_256_GCM_SHA384")]
    [InlineData("TLS13-1-2-RFC9151-FIPS-2023-07", TlsVersion.Tls12, TlsVersion.Tls13, "TLS_AES_256_GCM_SHA384 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384")]
    [InlineData("TLS13-1-2-Ext0-RFC9151-FIPS-2023-07", TlsVersion.Tls12, TlsVersion.Tls13, "TLS_AES_256_GCM_SHA384 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384 AES256-GCM-SHA384")]
    [InlineData("TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07", TlsVersion.Tls12, TlsVersion.Tls13, "TLS_AES_256_GCM_SHA384 TLS_AES_128_GCM_SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384 ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256")]
    [InlineData("TLS13-1-2-RFC9151-INTEROP2-FIPS-2023-07", TlsVersion.Tls12, TlsVersion.Tls13, "TLS_AES_256_GCM_SHA384 TLS_AES_128_GCM_SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384 ECDHE-ECDSA-AES256-SHA384 ECDHE-RSA-AES256-SHA384 ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES128-SHA256 ECDHE-RSA-AES128-SHA256")]
    [InlineData("TLS13-1-2-RFC9151-INTEROP3-FIPS-2023-07", TlsVersion.Tls12, TlsVersion.Tls13, "TLS_AES_256_GCM_SHA384 TLS_AES_128_GCM_SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384 ECDHE-ECDSA-AES256-SHA384 ECDHE-RSA-AES256-SHA384 ECDHE-ECDSA-AES256-SHA ECDHE-RSA-AES256-SHA ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES128-SHA256 ECDHE-RSA-AES128-SHA256 ECDHE-ECDSA-AES128-SHA ECDHE-RSA-AES128-SHA")]
    [InlineData("TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07", TlsVersion.Tls12, TlsVersion.Tls13, "TLS_AES_256_GCM_SHA384 TLS_AES_128_GCM_SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384 ECDHE-ECDSA-AES256-SHA384 ECDHE-RSA-AES256-SHA384 ECDHE-ECDSA-AES256-SHA ECDHE-RSA-AES256-SHA ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES128-SHA256 ECDHE-RSA-AES128-SHA256 ECDHE-ECDSA-AES128-SHA ECDHE-RSA-AES128-SHA AES256-GCM-SHA384 AES256-SHA256 AES256-SHA AES128-GCM-SHA256 AES128-SHA256 AES128-SHA")]
    public void Ciphers_stand_in_the_order_of_aws(string name, TlsVersion oldest, TlsVersion newest, string ciphers)
    {
        var policy = SslPolicies.Find($"ELBSecurityPolicy-{name}")!;

        Assert.Equal((oldest, newest), (policy.Oldest, policy.Newest));
        Assert.Equal(ciphers, string.Join(' ', policy.Ciphers));
    }

    [Theory]
    [InlineData("TLS13-1-2-Res-2021-06", "")]
    [InlineData("2016-08", "")]
    [InlineData("TLS-1-0-2015-04", "DES-CBC3-SHA")]
    [InlineData("TLS13-1-2-Res-PQ-2025-09", "post-quantum")]
    [InlineData("TLS13-1-2-Res-FIPS-2023-04", "validated module")]
    [InlineData("TLS13-1-3-RFC9151-FIPS-2023-07", "every curve")]
    public void Policy_says_what_a_machine_cannot_promise_of_it(string name, string difference)
    {
        var differences = SslPolicies.Find($"ELBSecurityPolicy-{name}")!.Differences().ToList();

        Assert.Equal(difference.Length == 0 && OperatingSystem.IsLinux(), differences.Count == 0);
        Assert.Contains(difference, string.Join("; ", differences), StringComparison.Ordinal);
    }
}
