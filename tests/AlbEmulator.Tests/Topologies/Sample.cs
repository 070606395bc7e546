namespace AlbEmulator.Tests.Topologies;

/// <summary>Topology files that are right, to be spoilt in one place.</summary>
internal static class Sample
{
    public const string Json = """
        {
          "LoadBalancers": [
            {
              "Name": "demo",
              "BindAddress": "127.0.0.2",
              "Attributes": { "idle_timeout.timeout_seconds": 30 },
              "Listeners": [
                {
                  "Port": 8080,
                  "Protocol": "HTTP",
                  "DefaultActions": [{ "Type": "forward", "TargetGroupArn": "web" }],
                  "Rules": [
                    {
                      "Priority": 20,
                      "Conditions": [{ "Field": "host-header", "Values": ["*.example.com"] }],
                      "Actions": [{ "Type": "forward", "TargetGroupArn": "web" }]
                    },
                    {
                      "Priority": 10,
                      "Conditions": [{ "Field": "path-pattern", "PathPatternConfig": { "Values": ["/api/*", "/v?"] } }],
                      "Actions": [{ "Type": "forward", "ForwardConfig": { "TargetGroups": [{ "TargetGroupArn": "api" }] } }]
                    }
                  ]
                }
              ]
            }
          ],
          "TargetGroups": [
            { "Name": "web", "Targets": [{ "Id": "echo", "Port": 9001 }] },
            { "Name": "api", "Port": 9002, "Targets": [{ "Id": "orders.internal" }, { "Id": "10.0.0.1", "Port": 80 }] }
          ]
        }
        """;

    public const string Yaml = """
        LoadBalancers:
          - Name: demo
            BindAddress: 127.0.0.2
            Attributes:
              - Key: idle_timeout.timeout_seconds
                Value: 30
            Listeners:
              - Port: 8080
                Protocol: HTTP
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules:
                  - Priority: "20"
                    Conditions:
                      - { Field: host-header, Values: ["*.example.com"] }
                    Actions:
                      - { Type: forward, TargetGroupArn: web }
                  - Priority: 10
                    Conditions:
                      - Field: path-pattern
                        PathPatternConfig: { Values: [/api/*, "/v?"] }
                    Actions:
                      - Type: forward
                        ForwardConfig:
                          TargetGroups:
                            - TargetGroupArn: api
        TargetGroups:
          - Name: web
            Targets: [{ Id: echo, Port: 9001 }]
          - Name: api
            Port: 9002
            Targets:
              - Id: orders.internal
              - { Id: 10.0.0.1, Port: 80 }
        """;
}
