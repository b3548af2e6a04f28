"""Words of names that give nobody away, in small letters and without accents."""

PARTICLES = """
al and ben bin da das de del della den der des di do dos du e el et i la las le les los mac saint
sainte san santa santo sao ter the und van vom von y zu
"""

OF_ORGANISATIONS_PLACES_AND_TITLES = """
academy action africa agency alliance america asia asociacion assembly associacao association banco
bank banque brazil bureau caisse caixa caja center central centre centro church cidade city ciudad
club colectivo coletivo collectif collective college comision comissao comite commission committee
communaute community compagnie company comunidad comunidade comunitaria comunitario conseil consejo
conselho coop cooperativa cooperative council country credit credito department desarrollo
desenvolvimento development developpement doctor dom don dona dra east ecole economia economie
economy education empresa enterprise escola escuela estado europe faculdade facultad farm federacao
federacion federation femmes financas finance fondation fondo fonds foro forum foundation fund
fundacao fundacion general gouvernement government governo grande group groupe grupo hospital house
iglesia igreja institut institute instituto internacional international jeunes junta latin liga
local madame mairie marche market mercado ministere ministerio ministry mission monsieur mouvement
movement movimento movimiento mujeres mulheres mutual mutuelle nacional national network new nord
norte north nouveau nouvelle nova novo nueva nuevo office oficina organisation organizacao
organizacion organization parti partido party pays peoples populaire popular prefeitura producteurs
productores produtores professor programa programme project projet projeto proyecto public publica
red rede region regional republic republica republique reseau rio rural santa school secretaria
senhor senhora senor senora sindicato social sociale sociedad sociedade societe society solidaire
solidaria solidaridad solidariedade solidario solidarite solidarity south state sud sul sur syndicat
trabajadores trabalhadores trade travailleurs trust uniao union universidad universidade universite
university urban vale valle valley villa village ville west women workers workshop world young youth
"""
