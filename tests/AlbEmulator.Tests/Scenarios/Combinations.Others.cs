namespace AlbEmulator.Tests.Scenarios;

public static partial class Combinations
{
    /// <summary>Tags, trust stores, and what is asked for.</summary>
    private static readonly Combination[] OfOthers =
    [
        new("tag twice", "more than once", InFile.Note,
            LoadBalancer("\"Tags\": [{ \"Key\": \"k\", \"Value\": \"1\" }, { \"Key\": \"k\", \"Value\": \"2\" }]"),
            "CreateLoadBalancer&Name=n&Subnets.member.1=subnet-0a1b2c3d&" +
            "Subnets.member.2=subnet-1a1b2c3d&Tags.member.1.Key=k&Tags.member.2.Key=k"),
        new("tag of AWS's own", "aws:", InFile.Note,
            Group("\"Tags\": [{ \"Key\": \"aws:a\", \"Value\": \"1\" }]"),
            "CreateTargetGroup&Name=n&Protocol=HTTP&Port=80&VpcId=vpc-1&Tags.member.1.Key=aws:a&" +
            "Tags.member.1.Value=1"),
        new("tag with other characters", "#", InFile.Note,
            Listener("\"Tags\": [{ \"Key\": \"#\", \"Value\": \"1\" }]"),
            "CreateListener&LoadBalancerArn={LB}&DefaultActions.member.1.Type=forward&" +
            "DefaultActions.member.1.TargetGroupArn={TG}&Protocol=HTTP&Port={PORT}&Tags.member.1.Key=#&" +
            "Tags.member.1.Value=1"),
        new("more than 50 tags", "tags", InFile.Note,
            Rule("\"Tags\": [{ \"Key\": \"k0\" }, { \"Key\": \"k1\" }, { \"Key\": \"k2\" }, { \"Key\": " +
                "\"k3\" }, { \"Key\": \"k4\" }, { \"Key\": \"k5\" }, { \"Key\": \"k6\" }, { \"Key\": " +
                "\"k7\" }, { \"Key\": \"k8\" }, { \"Key\": \"k9\" }, { \"Key\": \"k10\" }, { \"Key\": " +
                "\"k11\" }, { \"Key\": \"k12\" }, { \"Key\": \"k13\" }, { \"Key\": \"k14\" }, { " +
                "\"Key\": \"k15\" }, { \"Key\": \"k16\" }, { \"Key\": \"k17\" }, { \"Key\": \"k18\" }, " +
                "{ \"Key\": \"k19\" }, { \"Key\": \"k20\" }, { \"Key\": \"k21\" }, { \"Key\": \"k22\" " +
                "}, { \"Key\": \"k23\" }, { \"Key\": \"k24\" }, { \"Key\": \"k25\" }, { \"Key\": " +
                "\"k26\" }, { \"Key\": \"k27\" }, { \"Key\": \"k28\" }, { \"Key\": \"k29\" }, { " +
                "\"Key\": \"k30\" }, { \"Key\": \"k31\" }, { \"Key\": \"k32\" }, { \"Key\": \"k33\" }, " +
                "{ \"Key\": \"k34\" }, { \"Key\": \"k35\" }, { \"Key\": \"k36\" }, { \"Key\": \"k37\" " +
                "}, { \"Key\": \"k38\" }, { \"Key\": \"k39\" }, { \"Key\": \"k40\" }, { \"Key\": " +
                "\"k41\" }, { \"Key\": \"k42\" }, { \"Key\": \"k43\" }, { \"Key\": \"k44\" }, { " +
                "\"Key\": \"k45\" }, { \"Key\": \"k46\" }, { \"Key\": \"k47\" }, { \"Key\": \"k48\" }, " +
                "{ \"Key\": \"k49\" }, { \"Key\": \"k50\" }]"),
            "CreateRule&ListenerArn={LISTENER}&Priority=1&Conditions.member.1.Field=path-pattern&" +
            "Conditions.member.1.Values.member.1=/a&Actions.member.1.Type=forward&" +
            "Actions.member.1.TargetGroupArn={TG}&Tags.member.1.Key=k0&Tags.member.2.Key=k1&" +
            "Tags.member.3.Key=k2&Tags.member.4.Key=k3&Tags.member.5.Key=k4&Tags.member.6.Key=k5&" +
            "Tags.member.7.Key=k6&Tags.member.8.Key=k7&Tags.member.9.Key=k8&Tags.member.10.Key=k9&" +
            "Tags.member.11.Key=k10&Tags.member.12.Key=k11&Tags.member.13.Key=k12&" +
            "Tags.member.14.Key=k13&Tags.member.15.Key=k14&Tags.member.16.Key=k15&" +
            "Tags.member.17.Key=k16&Tags.member.18.Key=k17&Tags.member.19.Key=k18&" +
            "Tags.member.20.Key=k19&Tags.member.21.Key=k20&Tags.member.22.Key=k21&" +
            "Tags.member.23.Key=k22&Tags.member.24.Key=k23&Tags.member.25.Key=k24&" +
            "Tags.member.26.Key=k25&Tags.member.27.Key=k26&Tags.member.28.Key=k27&" +
            "Tags.member.29.Key=k28&Tags.member.30.Key=k29&Tags.member.31.Key=k30&" +
            "Tags.member.32.Key=k31&Tags.member.33.Key=k32&Tags.member.34.Key=k33&" +
            "Tags.member.35.Key=k34&Tags.member.36.Key=k35&Tags.member.37.Key=k36&" +
            "Tags.member.38.Key=k37&Tags.member.39.Key=k38&Tags.member.40.Key=k39&" +
            "Tags.member.41.Key=k40&Tags.member.42.Key=k41&Tags.member.43.Key=k42&" +
            "Tags.member.44.Key=k43&Tags.member.45.Key=k44&Tags.member.46.Key=k45&" +
            "Tags.member.47.Key=k46&Tags.member.48.Key=k47&Tags.member.49.Key=k48&" +
            "Tags.member.50.Key=k49&Tags.member.51.Key=k50"),
        new("two hyphens in the name of a trust store", "a--b", InFile.Problem,
            null,
            "CreateTrustStore&Name=a--b&CaCertificatesBundleS3Bucket=bundles&" +
            "CaCertificatesBundleS3Key=k"),
        new("no revocation list", "RevocationContents", InFile.Problem,
            null,
            "AddTrustStoreRevocations&TrustStoreArn=x"),
        new("load balancers by name and ARN", "same time", InFile.Problem,
            null,
            "DescribeLoadBalancers&Names.member.1=demo&LoadBalancerArns.member.1={LB}"),
        new("target groups by name and ARN", "same time", InFile.Problem,
            null,
            "DescribeTargetGroups&Names.member.1=web&TargetGroupArns.member.1={TG}"),
        new("trust stores by name and ARN", "same time", InFile.Problem,
            null,
            "DescribeTrustStores&Names.member.1=a&TrustStoreArns.member.1=b"),
        new("listeners of nothing", "must specify", InFile.Problem, null, "DescribeListeners"),
        new("listeners of two kinds", "istener", InFile.Problem,
            null,
            "DescribeListeners&LoadBalancerArn={LB}&ListenerArns.member.1={LISTENER}"),
        new("rules of nothing", "must specify", InFile.Problem, null, "DescribeRules"),
    ];
}
