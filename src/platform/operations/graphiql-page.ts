/** The page: everything comes from this server, nothing is inline, so the strict content policy holds. `{v}` is GraphiQL's version. */
export const GRAPHIQL_PAGE = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parkcast 园区直播协同平台 · GraphQL 调试台 / GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql/graphiql.min.css?v={v}">
<link rel="stylesheet" href="/graphiql/page.css?v={v}">
</head>
<body>
<header>
<strong>登录令牌 / Bearer token</strong>
<span>先执行 signIn,再把 accessToken 粘贴到左下方 “Headers” 中: / Run signIn, then paste its accessToken into “Headers” at the lower left:</span>
<code>{ "authorization": "Bearer &lt;accessToken&gt;" }</code>
</header>
<main id="graphiql">正在加载…… / Loading…</main>
<script src="/graphiql/react.production.min.js?v={v}"></script>
<script src="/graphiql/react-dom.production.min.js?v={v}"></script>
<script src="/graphiql/graphiql.min.js?v={v}"></script>
<script src="/graphiql/start.js?v={v}"></script>
</body>
</html>
`;

/** Style of the strip above GraphiQL. */
export const GRAPHIQL_STYLE = `html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
header { padding: 6px 12px; background: #b3261e; color: #fff; }
header strong, header span { margin-right: 8px; }
header code { white-space: nowrap; padding: 1px 6px; background: #fff; color: #410e0b; border-radius: 3px; user-select: all; }
#graphiql { flex: 1; min-height: 0; }
`;

/** Starts GraphiQL. Headers are not kept in the browser, so a token does not outlive the tab. */
export const GRAPHIQL_START = `const defaultQuery = \`# Parkcast · 园区直播协同平台
# Ctrl+Enter 执行,Ctrl+空格 补全 / runs, completes
# 消息语言 / language: Accept-Language (zh-CN, en)

query {
  __typename
}
\`;
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultQuery,
    defaultEditorToolsVisibility: 'headers',
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
  }),
);
`;
